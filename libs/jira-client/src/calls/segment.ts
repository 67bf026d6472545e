/** An id or key as one segment of a path: it can name nothing but itself. */
export function segment(value: string): string {
  const encoded = encodeURIComponent(value);
  if (/^\.{0,2}$/.test(value)) throw new TypeError('an id in a path is neither empty nor dots');
  return encoded;
}
