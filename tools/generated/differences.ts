/** The files, by path, in which two folders differ, each with what is wrong with the committed one. */
export function differences(
  committed: ReadonlyMap<string, string>,
  generated: ReadonlyMap<string, string>,
): readonly string[] {
  const changed = [...generated]
    .filter(([path, text]) => committed.get(path) !== text)
    .map(([path]) => `${path} ${committed.has(path) ? 'is out of date' : 'is missing'}`);
  const left = [...committed.keys()].filter((path) => !generated.has(path));
  return [...changed, ...left.map((path) => `${path} comes from no .proto file`)];
}
