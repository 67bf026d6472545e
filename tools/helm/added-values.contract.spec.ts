import { describe, expect, it } from 'vitest';
import { at, CHART, container, MINIMAL, one, parsed, rendered, toml, WITHOUT_HELM } from './chart.fixture.ts';
import { helmPath, lint, type ChartValues } from './helm.ts';

const podSpec = (objects: ReturnType<typeof rendered>) =>
  at(one(objects, 'Deployment'), 'spec.template.spec');
const has = (objects: ReturnType<typeof rendered>, kind: string) =>
  objects.some((object) => object.kind === kind);

describe.skipIf(WITHOUT_HELM !== '')(`${WITHOUT_HELM}values that the original chart lacks`, () => {
  it('pass helm lint', () => {
    expect(lint(helmPath() ?? '', CHART, MINIMAL)).toContain('1 chart(s) linted, 0 chart(s) failed');
  });

  it('runs two replicas, spread over hosts, of which one may go at a time', () => {
    const objects = rendered();
    expect(at(one(objects, 'Deployment'), 'spec.replicas')).toBe(2);
    expect(podSpec(objects)).toMatchObject({
      topologySpreadConstraints: [
        { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
      ],
    });
    expect(at(one(objects, 'PodDisruptionBudget'), 'spec.maxUnavailable')).toBe(1);
  });

  it('has no disruption budget for one replica: it would only block the drain of its node', () => {
    expect(has(rendered({ replicaCount: 1 }), 'PodDisruptionBudget')).toBe(false);
  });

  it('probes a port that the Service does not lead to', () => {
    const objects = rendered();
    expect(container(objects)).toMatchObject({
      startupProbe: { httpGet: { path: '/livez', port: 'admin' } },
      livenessProbe: { httpGet: { path: '/livez', port: 'admin' } },
      readinessProbe: { httpGet: { path: '/readyz', port: 'admin' } },
    });
    expect(toml(objects)).toContain('[admin]\nlisten_addr = "0.0.0.0:8082"');
    expect(JSON.stringify(at(one(objects, 'Service'), 'spec.ports'))).not.toContain('admin');
    expect(toml(rendered({ probes: { enabled: false } }))).not.toContain('[admin]');
  });

  it('runs as nobody, on a root file system that cannot be written, without a token of the cluster', () => {
    const objects = rendered();
    expect(podSpec(objects)).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(at(container(objects), 'securityContext')).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('serves plain HTTP behind an ingress that ends TLS', () => {
    const objects = rendered({
      http: { tlsFromSecret: '', trustedProxies: ['10.0.0.0/8'] },
      ingress: { enabled: true, host: 'jira.example.com', className: 'nginx', tlsSecretName: 'web' },
    });
    expect(at(container(objects), 'args')).toContain('--insecure-no-tls');
    expect(at(one(objects, 'Service'), 'spec.ports.0')).toMatchObject({ name: 'http', port: 80 });
    expect(at(one(objects, 'Ingress'), 'spec')).toMatchObject({
      ingressClassName: 'nginx',
      rules: [{ host: 'jira.example.com' }],
      tls: [{ hosts: ['jira.example.com'], secretName: 'web' }],
    });
    expect(parsed(objects).warnings.filter((warning) => !/signature|secret/i.test(String(warning)))).toEqual(
      [],
    );
  });

  it('has a route for a Gateway, and refuses one without a Gateway', () => {
    const route = { enabled: true, parentRefs: [{ name: 'web' }], hostnames: ['jira.example.com'] };
    expect(at(one(rendered({ httpRoute: route }), 'HTTPRoute'), 'spec')).toMatchObject({
      parentRefs: [{ name: 'web' }],
      hostnames: ['jira.example.com'],
      rules: [{ backendRefs: [{ name: 'release-teleport-plugin-jira', port: 443 }] }],
    });
    expect(() => rendered({ httpRoute: { enabled: true } })).toThrow(/httpRoute\.parentRefs is empty/);
  });

  it('gives metrics a Service of their own, for the operator of Prometheus', () => {
    const objects = rendered({ serviceMonitor: { enabled: true, labels: { release: 'prometheus' } } });
    expect(
      at(one(objects, 'Service', 'release-teleport-plugin-jira-metrics'), 'spec.ports.0.targetPort'),
    ).toBe('admin');
    expect(one(objects, 'ServiceMonitor')).toMatchObject({
      metadata: { labels: { release: 'prometheus' } },
      spec: { endpoints: [{ port: 'admin', path: '/metrics' }] },
    });
    expect(() => rendered({ serviceMonitor: { enabled: true }, probes: { enabled: false } })).toThrow(
      /needs the port/,
    );
  });

  it('closes what a NetworkPolicy can close', () => {
    const from = [{ namespaceSelector: {} }];
    const policy = {
      enabled: true,
      ingressFrom: from,
      metricsFrom: from,
      egressTo: [{ ipBlock: { cidr: '0.0.0.0/0' } }],
    };
    expect(at(one(rendered({ networkPolicy: policy }), 'NetworkPolicy'), 'spec')).toMatchObject({
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { ports: [{ port: 'webhook' }], from },
        { ports: [{ port: 'admin' }], from },
      ],
    });
    const open = at(one(rendered({ networkPolicy: { enabled: true } }), 'NetworkPolicy'), 'spec');
    expect(open).toMatchObject({ policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 'webhook' }] }] });
  });

  it('runs without an endpoint: no Service, no port, no certificate', () => {
    const objects = rendered({ http: { enabled: false } });
    expect(has(objects, 'Service')).toBe(false);
    expect(parsed(objects).config.http).toEqual({ enabled: false });
    expect(JSON.stringify(at(container(objects), 'ports'))).not.toContain('webhook');
  });

  it('takes authorities and the webhook’s secret from existing Secrets', () => {
    const objects = rendered({
      teleport: { existingCASecretName: 'teleport-ca' },
      jira: { existingCASecretName: 'jira-ca' },
      http: { webhookSecretFromSecret: 'hook' },
    });
    expect(toml(objects)).toContain('ca_file = "/var/lib/teleport/plugins/jira/jira-ca/ca.pem"');
    expect(toml(objects)).toContain('require_signature = true');
    expect(at(container(objects), 'env')).toEqual([
      { name: 'NODE_EXTRA_CA_CERTS', value: '/var/lib/teleport/plugins/jira/teleport-ca/ca.pem' },
    ]);
    const names = JSON.stringify(at(podSpec(objects), 'volumes'));
    for (const secret of ['teleport-ca', 'jira-ca', 'hook'])
      expect(names).toContain(`"secretName":"${secret}"`);
  });

  it('appends further configuration, which our parser reads', () => {
    const objects = rendered({ extraConfig: '[decisions]\nmode = "off"\n' });
    expect(parsed(objects).config.decisions).toMatchObject({ mode: 'off' });
  });

  it('restarts pods when the configuration changes', () => {
    const sum = (values: ChartValues) =>
      at(one(rendered(values), 'Deployment'), 'spec.template.metadata.annotations');
    expect(sum({ jira: { project: 'TAR' } })).not.toEqual(sum({ jira: { project: 'OPS' } }));
  });

  it('takes environment, arguments, containers and whole objects', () => {
    const objects = rendered({
      extraEnv: [{ name: 'HTTPS_PROXY', value: 'http://proxy:3128' }],
      extraEnvFrom: [{ secretRef: { name: 'env' } }],
      extraArgs: ['--debug'],
      extraContainers: [{ name: 'beside', image: 'x' }],
      extraInitContainers: [{ name: 'before', image: 'x' }],
      extraObjects: [
        { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: '{{ .Release.Name }}-limits' } },
      ],
    });
    expect(container(objects)).toMatchObject({
      env: [{ name: 'HTTPS_PROXY', value: 'http://proxy:3128' }],
      envFrom: [{ secretRef: { name: 'env' } }],
      args: ['start', '--config', '/etc/teleport-jira.toml', '--debug'],
    });
    expect(podSpec(objects)).toMatchObject({ initContainers: [{ name: 'before' }] });
    expect(one(objects, 'LimitRange').metadata.name).toBe('release-limits');
  });

  it('lets the plugin end its work before the pod is killed', () => {
    expect(at(podSpec(rendered()), 'terminationGracePeriodSeconds')).toBeGreaterThan(15);
    expect(() => rendered({ terminationGracePeriodSeconds: 10 })).toThrow(/terminationGracePeriodSeconds/);
  });

  it.each([
    [{ replicas: 3 }, /replicas/],
    [{ jira: { projct: 'TAR' } }, /projct/],
    [{ serviceType: 'Cluster' }, /serviceType/],
    [{ log: { severity: 'TRACE' } }, /severity/],
    [{ jira: { project: 'tar board' } }, /project/],
    [{ probes: { port: 80 } }, /port/],
  ])('refuses what is misspelt or out of range: %j', (values, message) => {
    expect(() => rendered(values)).toThrow(message);
  });

  it.each([
    [{ jira: { url: '' } }, /jira\.url is empty/],
    [{ jira: { username: '' } }, /jira\.username is empty/],
    [{ jira: { project: '' } }, /jira\.project is empty/],
    [{ jira: { apiTokenFromSecret: '' } }, /jira\.apiToken and jira\.apiTokenFromSecret are both empty/],
    [{ teleport: { address: '' } }, /teleport\.address is empty/],
    [{ ingress: { enabled: true } }, /ingress\.host is empty/],
  ])('says what is missing: %j', (values, message) => {
    expect(() => rendered(values)).toThrow(message);
  });
});
