/**
 * `npm run check:openapi`: every answer of the fake, and every request of our client, against Atlassian's own
 * descriptions. They are Atlassian's and not part of the repository: `--from <folder>` says where they are.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startJiraFake, type Deployment } from '../libs/jira-fake/src/index.ts';
import { checkExchange } from './openapi/check-exchange.ts';
import type { Description } from './openapi/description.ts';
import { recordingProxy } from './openapi/recording-proxy.ts';
import { clientTour, plainTour } from './openapi/tour.ts';

const FILES: Readonly<Record<Deployment, string>> = {
  cloud: 'jira-cloud-v3-2025-12.json',
  datacenter: 'jira-dc-10.3.json',
};

const { values } = parseArgs({ options: { from: { type: 'string' } } });
if (values.from === undefined) {
  console.error('Say where the descriptions are: npm run check:openapi -- --from FOLDER');
  process.exit(2);
}
const folder = values.from;

const results = [await check('cloud'), await check('datacenter')];
process.exitCode = results.every((problems) => problems === 0) ? 0 : 1;

async function check(deployment: Deployment): Promise<number> {
  const description = JSON.parse(readFileSync(join(folder, FILES[deployment]), 'utf8')) as Description;
  const fake = await startJiraFake({ deployment });
  const proxy = await recordingProxy(fake.url);
  try {
    await clientTour({ url: proxy.url, deployment });
    await plainTour({ url: proxy.url, deployment });
  } finally {
    proxy.close();
    await fake.close();
  }
  const findings = proxy.exchanges.map((exchange) => checkExchange({ deployment, description }, exchange));
  const problems = new Set(
    findings.flatMap((one) => one.problems.map((problem) => `${one.operation}: ${problem}`)),
  );
  const relaxed = new Set(findings.flatMap((one) => one.relaxed.map((line) => `${one.operation}: ${line}`)));
  for (const problem of problems) console.log(`${deployment} ${problem}`);
  const operations = new Set(findings.map((one) => one.operation)).size;
  console.log(
    `${deployment}: ${proxy.exchanges.length} calls of ${operations} operations, ${problems.size} problems, ` +
      `${relaxed.size} known faults of the description.`,
  );
  return problems.size;
}
