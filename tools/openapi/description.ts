/** A schema of an OpenAPI 3.0 description: the part of it that Atlassian uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** One operation with what goes in and comes out. */
export interface Operation {
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

/** A whole description. */
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** An operation and the path template that led to it. */
export interface FoundOperation {
  readonly template: string;
  readonly operation: Operation;
}

/** The operation for a call; templates with fewer placeholders win. */
export function findOperation(
  description: Description,
  call: { readonly method: string; readonly path: string },
): FoundOperation | undefined {
  const candidates = Object.keys(description.paths)
    .filter((template) => fits(template.split('/'), call.path.split('/')))
    .sort((left, right) => left.split('{').length - right.split('{').length);
  for (const template of candidates) {
    const operation = description.paths[template]?.[call.method.toLowerCase()];
    if (operation !== undefined) return { template, operation };
  }
  return undefined;
}

function fits(template: readonly string[], path: readonly string[]): boolean {
  return (
    template.length === path.length &&
    template.every((segment, index) => segment.startsWith('{') || segment === path[index])
  );
}
