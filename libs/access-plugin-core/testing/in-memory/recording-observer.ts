import type { Observer, Report } from '../../src/ports/observer.ts';

/** An observer that keeps what it hears. */
export interface RecordingObserver extends Observer {
  readonly reports: readonly Report[];
  /** The reports of one kind, oldest first. */
  of<Kind extends Report['kind']>(kind: Kind): readonly Extract<Report, { readonly kind: Kind }>[];
}

/** Makes an observer that keeps every report. */
export function createRecordingObserver(): RecordingObserver {
  const reports: Report[] = [];
  return {
    reports,
    report: (report) => void reports.push(report),
    of: <Kind extends Report['kind']>(kind: Kind) =>
      reports.filter((report): report is Extract<Report, { readonly kind: Kind }> => report.kind === kind),
  };
}
