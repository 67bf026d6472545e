// The image's health check: exits 0 when the plugin answers that it lives, else 1 with the reason.
const url = process.env.TELEPORT_JIRA_HEALTH_URL ?? 'http://127.0.0.1:8082/livez';
try {
  const { status } = await fetch(url, { signal: AbortSignal.timeout(4000) });
  if (status !== 200) throw new Error(`answered ${status}`);
} catch (error) {
  console.error(`${url}: ${error.cause?.code ?? error.message}`);
  process.exit(1);
}
