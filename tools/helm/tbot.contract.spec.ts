import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { at, one, rendered, toml, WITHOUT_HELM } from './chart.fixture.ts';

const tbot = {
  enabled: true,
  clusterName: 'example.com',
  teleportProxyAddress: 'teleport.example.com:443',
  token: 'jira-bot',
  image: { tag: '18.11.3' },
};
const noIdentity = { identityFromSecret: '', address: '' };
const withBot = (more: object = {}, crd: object = {}) =>
  rendered({ teleport: noIdentity, tbot: { ...tbot, ...more }, crd });

/** From Teleport's public pages: no real tbot or operator has seen these files here. */
describe.skipIf(WITHOUT_HELM !== '')(`${WITHOUT_HELM}tbot beside the plugin`, () => {
  it('writes the identity where the plugin reads it', () => {
    const objects = withBot();
    expect(toml(objects)).toContain('identity = "/var/lib/teleport/plugins/jira/teleport-identity/identity"');
    const config: unknown = parse(
      String(
        Reflect.get(
          Object(at(one(objects, 'ConfigMap', 'release-teleport-plugin-jira-tbot'), 'data')),
          'tbot.yaml',
        ),
      ),
    );
    expect(config).toMatchObject({
      version: 'v2',
      proxy_server: 'teleport.example.com:443',
      onboarding: { join_method: 'kubernetes', token: 'jira-bot' },
      services: [{ type: 'identity', destination: { type: 'directory', path: '/opt/machine-id' } }],
    });
    const containers = at(one(objects, 'Deployment'), 'spec.template.spec.containers');
    expect(containers).toContainEqual(
      expect.objectContaining({
        name: 'tbot',
        image: 'public.ecr.aws/gravitational/tbot-distroless:18.11.3',
      }),
    );
  });

  it('joins with a token of the pod, made for the cluster', () => {
    const volumes = at(one(withBot(), 'Deployment'), 'spec.template.spec.volumes');
    expect(JSON.stringify(volumes)).toContain('"audience":"example.com"');
    expect(volumes).toContainEqual({ name: 'auth-id', emptyDir: { medium: 'Memory' } });
  });

  it('reaches an Auth Service where there is no proxy, and takes further keys', () => {
    const objects = withBot({
      teleportProxyAddress: '',
      teleportAuthAddress: 'auth.example.com:3025',
      extraConfig: { debug: true },
    });
    expect(JSON.stringify(objects)).toContain('auth_server: auth.example.com:3025');
    expect(JSON.stringify(objects)).toContain('debug: true');
  });

  it.each([
    [{ clusterName: '' }, /tbot\.clusterName is empty/],
    [{ token: '' }, /tbot\.token is empty/],
    [{ image: { tag: '' } }, /tbot\.image\.tag is empty/],
    [{ teleportProxyAddress: '' }, /teleport\.address is empty|both empty/],
  ])('refuses %j', (more, message) => {
    expect(() => withBot(more)).toThrow(message);
  });

  it('makes the bot and its token for Teleport’s operator', () => {
    const objects = withBot({}, { create: true, namespace: 'operator', roles: ['jira-plugin'] });
    expect(one(objects, 'TeleportBotV1')).toMatchObject({
      metadata: { namespace: 'operator' },
      spec: { roles: ['jira-plugin'] },
    });
    expect(one(objects, 'TeleportProvisionToken', 'jira-bot')).toMatchObject({
      spec: {
        join_method: 'kubernetes',
        bot_name: 'release-teleport-plugin-jira',
        kubernetes: { allow: [{ service_account: 'teleport:release-teleport-plugin-jira' }] },
      },
    });
  });

  it('takes the whole spec of a token from crd.tokenSpecOverride', () => {
    const spec = { roles: ['Bot'], join_method: 'iam' };
    const objects = withBot({ joinMethod: 'iam' }, { create: true, tokenSpecOverride: spec });
    expect(one(objects, 'TeleportProvisionToken')).toMatchObject({ spec });
  });

  it('refuses resources of the operator without tbot, and a join method that it does not know', () => {
    expect(() => rendered({ crd: { create: true } })).toThrow(/set tbot\.enabled too/);
    expect(() => withBot({ joinMethod: 'iam' }, { create: true })).toThrow(
      /give crd\.tokenSpecOverride for "iam"/,
    );
  });
});
