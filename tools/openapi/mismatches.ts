import type { Description, Schema } from './description.ts';

interface Place {
  readonly description: Description;
  readonly path: string;
}

/** Where a value does not fit a schema, one line each: a place and what was expected there. */
export function mismatches(description: Description, schema: Schema, value: unknown): readonly string[] {
  return check({ description, path: '$' }, schema, value);
}

function check(place: Place, schema: Schema, value: unknown): readonly string[] {
  if (schema.$ref !== undefined) return check(place, resolve(place.description, schema.$ref), value);
  if (value === null && schema.nullable === true) return [];
  const parts = schema.allOf?.flatMap((part) => check(place, part, value)) ?? [];
  return [...parts, ...checkChoice(place, schema, value), ...checkOwn(place, schema, value)];
}

function resolve(description: Description, reference: string): Schema {
  const name = reference.split('/').at(-1) ?? '';
  const schema = description.components.schemas[name];
  if (schema === undefined)
    throw new Error(`The description refers to ${reference}, which it does not have.`);
  return schema;
}

function checkChoice(place: Place, schema: Schema, value: unknown): readonly string[] {
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices === undefined || choices.some((choice) => check(place, choice, value).length === 0)) return [];
  return [`${place.path}: fits none of ${choices.length} choices`];
}

function checkOwn(place: Place, schema: Schema, value: unknown): readonly string[] {
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    return [`${place.path}: ${JSON.stringify(value)} is none of ${JSON.stringify(schema.enum)}`];
  }
  if (schema.type === undefined) return [];
  if (!isOfType(schema.type, value)) {
    return [`${place.path}: expected ${schema.type}, got ${typeName(value)}`];
  }
  if (Array.isArray(value)) return checkItems(place, schema, value);
  return typeof value === 'object' ? checkProperties(place, schema, value as Record<string, unknown>) : [];
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function checkItems(place: Place, schema: Schema, items: readonly unknown[]): readonly string[] {
  const { items: schemaOfItems } = schema;
  if (schemaOfItems === undefined) return [];
  return items.flatMap((item) => check({ ...place, path: `${place.path}[]` }, schemaOfItems, item));
}

function checkProperties(place: Place, schema: Schema, value: Record<string, unknown>): readonly string[] {
  const missing = (schema.required ?? [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => `${place.path}: ${name} is missing`);
  const inside = Object.entries(value).flatMap(([name, item]) => {
    const own = schema.properties?.[name];
    const path = `${place.path}.${name}`;
    if (own !== undefined) return check({ ...place, path }, own, item);
    if (typeof schema.additionalProperties === 'object') {
      return check({ ...place, path: `${place.path}.*` }, schema.additionalProperties, item);
    }
    return schema.additionalProperties === false ? [`${path}: not described`] : [];
  });
  return [...missing, ...inside];
}
