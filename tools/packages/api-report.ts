import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel, type IConfigFile } from '@microsoft/api-extractor';
import type { EntryPoint, PublishedPackage } from './published.ts';

/** One report to make or to compare. */
export interface ApiReportRequest {
  readonly root: string;
  readonly one: PublishedPackage;
  readonly entryPoint: EntryPoint;
  /** Whether the checked-in report is replaced where it differs. */
  readonly write: boolean;
}

/** Compares the public names of a built entry point with its checked-in report. */
export function apiReport({ root, one, entryPoint, write }: ApiReportRequest): 'same' | 'differs' {
  const folder = join(root, one.folder);
  const reports = join(folder, 'api');
  mkdirSync(reports, { recursive: true });
  const configObject = configOf({ folder, reports, entryPoint });
  const config = ExtractorConfig.prepare({
    configObject,
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
  });
  const { apiReportChanged, succeeded, errorCount } = Extractor.invoke(config, {
    localBuild: write,
    messageCallback: (message) => {
      // What API Extractor would print about documentation comments is for other tools to judge.
      if (message.logLevel !== ExtractorLogLevel.Error) message.logLevel = ExtractorLogLevel.None;
    },
  });
  if (errorCount > 0)
    throw new Error(`API Extractor could not read ${one.name} ${entryPoint.path}; see above.`);
  return apiReportChanged || !succeeded ? 'differs' : 'same';
}

function configOf({
  folder,
  reports,
  entryPoint,
}: {
  folder: string;
  reports: string;
  entryPoint: EntryPoint;
}): IConfigFile {
  const main = join(folder, entryPoint.types);
  const compilerOptions = {
    ...{ target: 'es2023', lib: ['es2023', 'esnext.disposable'], types: ['node'] },
    ...{ module: 'nodenext', moduleResolution: 'nodenext', strict: true, skipLibCheck: true },
  };
  return {
    projectFolder: folder,
    mainEntryPointFilePath: main,
    newlineKind: 'lf',
    compiler: { overrideTsconfig: { compilerOptions, files: [main] } },
    apiReport: {
      enabled: true,
      reportFileName: `${entryPoint.path === '.' ? 'index' : entryPoint.path.slice(2)}.api.md`,
      reportFolder: reports,
      reportTempFolder: join(folder, 'out-tsc/api'),
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
  };
}
