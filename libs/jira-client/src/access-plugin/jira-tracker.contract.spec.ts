import { describeTracker } from '@org/access-plugin-core/testing';
import { startSubject } from './jira-subject.spec.ts';

describeTracker('Jira Cloud', () => startSubject({ deployment: 'cloud' }));
describeTracker('Jira Cloud with a search that lags', () =>
  startSubject({ deployment: 'cloud', settings: { searchLagMs: 700 } }),
);
describeTracker('Jira Data Center', () => startSubject({ deployment: 'datacenter' }));
