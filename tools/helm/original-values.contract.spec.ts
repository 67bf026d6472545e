import { describe, expect, it } from 'vitest';
import { at, container, one, parsed, rendered, toml, WITHOUT_HELM } from './chart.fixture.ts';

const files = '/var/lib/teleport/plugins/jira';
const volumes = (objects: ReturnType<typeof rendered>) =>
  at(one(objects, 'Deployment'), 'spec.template.spec.volumes') as readonly unknown[];

describe.skipIf(WITHOUT_HELM !== '')(`${WITHOUT_HELM}values of the original chart`, () => {
  it('renders the example of the original’s guide, and our parser takes the file without a warning', () => {
    const objects = rendered({
      teleport: {
        address: 'teleport.example.com:443',
        identityFromSecret: 'teleport-plugin-jira-identity',
        identitySecretPath: 'identity',
      },
      jira: {
        url: 'https://my-jira.atlassian.net',
        username: 'bot@example.com',
        apiToken: 'token',
        project: 'TAR',
      },
      http: {
        publicAddress: 'https://jira-teleport.example.com/',
        tlsFromSecret: 'teleport-plugin-jira-tls',
      },
      log: { output: 'stderr', severity: 'INFO' },
      serviceType: 'ClusterIP',
    });
    const { config, warnings } = parsed(objects);
    expect(warnings).toEqual([]);
    expect(config.teleport.address).toEqual({ host: 'teleport.example.com', port: 443 });
    expect(config.jira).toMatchObject({ project: 'TAR', issueType: 'Task' });
    expect(at(one(objects, 'Service'), 'spec.type')).toBe('ClusterIP');
  });

  it.each(['identityFromSecret', 'identitySecretName'])('teleport.%s names the identity’s Secret', (name) => {
    const objects = rendered({ teleport: { identityFromSecret: '', [name]: 'mine' } });
    expect(volumes(objects)).toContainEqual({
      name: 'auth-id',
      secret: { secretName: 'mine', items: [{ key: 'auth_id', path: 'auth_id' }] },
    });
    expect(toml(objects)).toContain(`identity = "${files}/teleport-identity/auth_id"`);
  });

  it('refuses two different names of the identity’s Secret, and none at all', () => {
    expect(() => rendered({ teleport: { identitySecretName: 'other' } })).toThrow(
      /two names of one value, but differ/,
    );
    expect(() => rendered({ teleport: { identityFromSecret: '' } })).toThrow(
      /teleport\.identityFromSecret is empty/,
    );
  });

  it.each([
    ['teleportProxyAddress', { teleportProxyAddress: 'proxy.example.com:443' }, 'proxy.example.com:443'],
    ['teleportAuthAddress', { teleportAuthAddress: 'auth.example.com:3025' }, 'auth.example.com:3025'],
    [
      'both',
      { teleportProxyAddress: 'p.example.com:443', teleportAuthAddress: 'a.example.com:3025' },
      'p.example.com:443',
    ],
  ])('takes the address from tbot.%s where teleport.address is empty', (_, tbot, address) => {
    expect(toml(rendered({ teleport: { address: '' }, tbot }))).toContain(`addr = "${address}"`);
  });

  it('makes a Secret of jira.apiToken, which stands nowhere else', () => {
    const objects = rendered({
      jira: { apiTokenFromSecret: '', apiToken: 'very-secret' },
      annotations: { secret: { a: 'b' } },
    });
    const secret = one(objects, 'Secret');
    expect(at(secret, 'data.jiraApiToken')).toBe(Buffer.from('very-secret').toString('base64'));
    expect(secret.metadata.annotations).toEqual({ a: 'b' });
    expect(JSON.stringify(objects.filter(({ kind }) => kind !== 'Secret'))).not.toContain('very-secret');
  });

  it('prefers jira.apiTokenFromSecret and its key', () => {
    const objects = rendered({
      jira: { apiToken: 'unused', apiTokenFromSecret: 'mine', apiTokenSecretPath: 'token' },
    });
    expect(objects.some(({ kind }) => kind === 'Secret')).toBe(false);
    expect(toml(objects)).toContain(`api_token = "${files}/jira-token/token"`);
    expect(volumes(objects)).toContainEqual({
      name: 'password-file',
      secret: { secretName: 'mine', items: [{ key: 'token', path: 'token' }] },
    });
  });

  it('mounts the certificate under the names that the values give', () => {
    const objects = rendered({
      http: { tlsFromSecret: 'pair', tlsKeySecretPath: 'key.pem', tlsCertSecretPath: 'cert.pem' },
      tlsSecretVolumeName: 'my-tls',
      secretVolumeName: 'my-token',
    });
    expect(toml(objects)).toContain(
      `https_key_file = "${files}/tls/key.pem"\nhttps_cert_file = "${files}/tls/cert.pem"`,
    );
    expect(volumes(objects)).toContainEqual({ name: 'my-tls', secret: { secretName: 'pair' } });
    expect(volumes(objects)).toContainEqual(expect.objectContaining({ name: 'my-token' }));
  });

  it('quotes the user of basic authentication, and keeps its password out of the ConfigMap', () => {
    const objects = rendered({ http: { basicAuth: { user: 'ji"ra\n[x]', password: 'pass-word' } } });
    expect(parsed(objects).config.http).toMatchObject({ basicAuth: { user: 'ji"ra\n[x]' } });
    expect(toml(objects)).not.toContain('pass-word');
    expect(at(one(objects, 'Secret'), 'data.webhookPassword')).toBe(
      Buffer.from('pass-word').toString('base64'),
    );
  });

  it.each([
    [{ enabled: true }, /enabled is true, but user/],
    [{ user: 'jira' }, /a user without a password/],
    [{ password: 'x' }, /a password without a user/],
  ])('refuses basic authentication that is half configured: %j', (basicAuth, message) => {
    expect(() => rendered({ http: { basicAuth } })).toThrow(message);
  });

  it('leaves basic authentication out where it is switched off', () => {
    const objects = rendered({ http: { basicAuth: { enabled: false, user: 'jira', password: 'x' } } });
    expect(toml(objects)).not.toContain('basic_auth');
    expect(objects.some(({ kind }) => kind === 'Secret')).toBe(false);
  });

  it('adds what AWS’s load balancer wants in chartMode aws', () => {
    const annotations = one(rendered({ chartMode: 'aws' }), 'Service').metadata.annotations;
    expect(annotations).toMatchObject({ 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' });
    expect(one(rendered(), 'Service').metadata.annotations).toBeUndefined();
  });

  it.each([
    [{ annotations: { service: { a: 'new' } } }, 'new'],
    [{ serviceAnnotations: { a: 'old' } }, 'old'],
    [{ annotations: { service: { a: 'new' } }, serviceAnnotations: { a: 'old' } }, 'new'],
  ])('annotates the Service by either name: %j', (values, expected) => {
    expect(one(rendered(values), 'Service').metadata.annotations).toEqual({ a: expected });
  });

  it('annotates pods by either name, and annotations.pod wins', () => {
    const objects = rendered({ annotations: { pod: { a: 'new' } }, podAnnotations: { a: 'old', b: 'old' } });
    expect(at(one(objects, 'Deployment'), 'spec.template.metadata.annotations')).toMatchObject({
      a: 'new',
      b: 'old',
    });
  });

  it('annotates the ConfigMap and the Deployment', () => {
    const objects = rendered({ annotations: { config: { a: 'c' }, deployment: { a: 'd' } } });
    expect(one(objects, 'ConfigMap').metadata.annotations).toEqual({ a: 'c' });
    expect(one(objects, 'Deployment').metadata.annotations).toEqual({ a: 'd' });
  });

  it('serves port 443 by the container’s 8443, through a load balancer unless told otherwise', () => {
    const objects = rendered();
    expect(at(one(objects, 'Service'), 'spec')).toMatchObject({
      type: 'LoadBalancer',
      ports: [{ name: 'https', port: 443, targetPort: 'webhook', protocol: 'TCP' }],
    });
    expect(at(container(objects), 'ports.0')).toEqual({
      name: 'webhook',
      containerPort: 8443,
      protocol: 'TCP',
    });
  });

  it('starts the command of the original’s image', () => {
    expect(container(rendered())).toMatchObject({
      command: ['/usr/local/bin/teleport-plugin'],
      args: ['start', '--config', '/etc/teleport-jira.toml'],
    });
  });

  it('takes image, names and everything of the pod', () => {
    const objects = rendered({
      image: { repository: 'registry.example.com/x', tag: '9', pullPolicy: 'Always' },
      imagePullSecrets: [{ name: 'pull' }],
      fullnameOverride: 'short',
      nameOverride: 'named',
      resources: { limits: { memory: '128Mi' } },
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ key: 'a' }],
      affinity: { podAffinity: {} },
      podSecurityContext: { runAsUser: 1000 },
      securityContext: { privileged: false },
      volumes: [{ name: 'extra', emptyDir: {} }],
      volumeMounts: [{ name: 'extra', mountPath: '/extra' }],
    });
    const deployment = one(objects, 'Deployment', 'short');
    expect(at(deployment, 'spec.selector.matchLabels')).toMatchObject({ 'app.kubernetes.io/name': 'named' });
    expect(at(deployment, 'spec.template.spec')).toMatchObject({
      imagePullSecrets: [{ name: 'pull' }],
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ key: 'a' }],
      affinity: { podAffinity: {} },
      securityContext: { runAsUser: 1000 },
    });
    expect(container(objects)).toMatchObject({
      image: 'registry.example.com/x:9',
      imagePullPolicy: 'Always',
      resources: { limits: { memory: '128Mi' } },
      securityContext: { privileged: false },
      volumeMounts: expect.arrayContaining([{ name: 'extra', mountPath: '/extra' }]) as unknown,
    });
    expect(volumes(objects)).toContainEqual({ name: 'extra', emptyDir: {} });
  });
});
