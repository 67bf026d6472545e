{{- define "plugin.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "plugin.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "plugin.selectorLabels" -}}
app.kubernetes.io/name: {{ include "plugin.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "plugin.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "plugin.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "plugin.serviceAccountName" -}}
{{- default (ternary (include "plugin.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name -}}
{{- end -}}

{{- define "plugin.teleportAddress" -}}
{{- $address := coalesce .Values.teleport.address .Values.tbot.teleportProxyAddress .Values.tbot.teleportAuthAddress -}}
{{- required "teleport.address is empty: give the Proxy Service with its port, for example teleport.example.com:443." $address -}}
{{- end -}}

{{- define "plugin.identitySecret" -}}
{{- $both := and .Values.teleport.identityFromSecret .Values.teleport.identitySecretName -}}
{{- if and $both (ne .Values.teleport.identityFromSecret .Values.teleport.identitySecretName) -}}
{{- fail "teleport.identityFromSecret and teleport.identitySecretName are two names of one value, but differ: give one of them." -}}
{{- end -}}
{{- default .Values.teleport.identitySecretName .Values.teleport.identityFromSecret -}}
{{- end -}}

{{- define "plugin.identityKey" -}}
{{- default (ternary "identity" "auth_id" .Values.tbot.enabled) .Values.teleport.identitySecretPath -}}
{{- end -}}

{{- define "plugin.basicAuth" -}}
{{- $auth := .Values.http.basicAuth -}}
{{- $given := and $auth.user (or $auth.password $auth.passwordFromSecret) -}}
{{- if and $auth.enabled (not $given) -}}
{{- fail "http.basicAuth.enabled is true, but user, or password and passwordFromSecret, are empty." -}}
{{- end -}}
{{- if and (kindIs "invalid" $auth.enabled) (not $given) (or $auth.user $auth.password $auth.passwordFromSecret) -}}
{{- fail "http.basicAuth has a user without a password, or a password without a user: give both, or neither." -}}
{{- end -}}
{{- if ternary $auth.enabled $given (kindIs "bool" $auth.enabled) -}}true{{- end -}}
{{- end -}}

{{/* The Secret that the chart makes, for values that were given as they are. */}}
{{- define "plugin.secretName" -}}
{{- printf "%s-secret" (include "plugin.fullname" .) | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "plugin.tokenSecret" -}}
{{- if .Values.jira.apiTokenFromSecret -}}
{{- .Values.jira.apiTokenFromSecret -}}
{{- else -}}
{{- $_ := required "jira.apiToken and jira.apiTokenFromSecret are both empty: name the Secret that holds the token." .Values.jira.apiToken -}}
{{- include "plugin.secretName" . -}}
{{- end -}}
{{- end -}}

{{- define "plugin.makesSecret" -}}
{{- $token := and .Values.jira.apiToken (not .Values.jira.apiTokenFromSecret) -}}
{{- $password := and (eq (include "plugin.basicAuth" .) "true") .Values.http.basicAuth.password (not .Values.http.basicAuth.passwordFromSecret) -}}
{{- if or $token $password -}}true{{- end -}}
{{- end -}}

{{/* A text as a TOML basic string: JSON's escapes are a part of TOML's. */}}
{{- define "plugin.toml" -}}
{{- . | toString | toJson | replace "\\u003c" "<" | replace "\\u003e" ">" | replace "\\u0026" "&" -}}
{{- end -}}
