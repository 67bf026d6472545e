{{/* teleport-jira.toml. Secrets are files: nothing of them stands in the ConfigMap. */}}
{{- define "plugin.config" -}}
{{- $files := "/var/lib/teleport/plugins/jira" -}}
[teleport]
addr = {{ include "plugin.toml" (include "plugin.teleportAddress" .) }}
identity = {{ include "plugin.toml" (printf "%s/teleport-identity/%s" $files (include "plugin.identityKey" .)) }}
refresh_identity = true

[jira]
url = {{ include "plugin.toml" (required "jira.url is empty: give the address of Jira, for example https://example.atlassian.net." .Values.jira.url) }}
username = {{ include "plugin.toml" (required "jira.username is empty: give the e-mail address of the plugin's Jira account." .Values.jira.username) }}
api_token = {{ include "plugin.toml" (printf "%s/jira-token/%s" $files .Values.jira.apiTokenSecretPath) }}
project = {{ include "plugin.toml" (required "jira.project is empty: give the key of the project, for example TAR." .Values.jira.project) }}
issue_type = {{ include "plugin.toml" .Values.jira.issueType }}
{{- if .Values.jira.existingCASecretName }}
ca_file = {{ include "plugin.toml" (printf "%s/jira-ca/%s" $files .Values.jira.caSecretPath) }}
{{- end }}

[http]
{{- if not .Values.http.enabled }}
enabled = false
{{- else }}
listen_addr = ":8443"
{{- with .Values.http.publicAddress }}
public_addr = {{ include "plugin.toml" . }}
{{- end }}
{{- if .Values.http.tlsFromSecret }}
https_key_file = {{ include "plugin.toml" (printf "%s/tls/%s" $files .Values.http.tlsKeySecretPath) }}
https_cert_file = {{ include "plugin.toml" (printf "%s/tls/%s" $files .Values.http.tlsCertSecretPath) }}
{{- end }}
{{- if .Values.http.webhookSecretFromSecret }}
require_signature = true
webhook_secret = {{ include "plugin.toml" (printf "%s/webhook/%s" $files .Values.http.webhookSecretPath) }}
{{- end }}
{{- with .Values.http.trustedProxies }}
trusted_proxies = {{ toJson . }}
{{- end }}
{{- if eq (include "plugin.basicAuth" .) "true" }}

[http.basic_auth]
user = {{ include "plugin.toml" .Values.http.basicAuth.user }}
password = {{ include "plugin.toml" (printf "%s/basic-auth/%s" $files .Values.http.basicAuth.passwordSecretPath) }}
{{- end }}
{{- end }}

[log]
severity = {{ include "plugin.toml" .Values.log.severity }}
output = {{ include "plugin.toml" .Values.log.output }}
{{- if .Values.probes.enabled }}

[admin]
listen_addr = {{ include "plugin.toml" (printf "0.0.0.0:%v" .Values.probes.port) }}
{{- end }}
{{- with .Values.extraConfig }}

{{ . }}
{{- end }}
{{- end -}}
