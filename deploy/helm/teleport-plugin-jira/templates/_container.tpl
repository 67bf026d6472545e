{{- define "plugin.container" -}}
- name: {{ .Chart.Name }}
  image: {{ printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) | quote }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  command: [/usr/local/bin/teleport-plugin]
  args:
    - start
    - --config
    - /etc/teleport-jira.toml
    {{- if and .Values.http.enabled (not .Values.http.tlsFromSecret) }}
    - --insecure-no-tls
    {{- end }}
    {{- with .Values.extraArgs }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- if or .Values.teleport.existingCASecretName .Values.extraEnv }}
  env:
    {{- if .Values.teleport.existingCASecretName }}
    - name: NODE_EXTRA_CA_CERTS
      value: /var/lib/teleport/plugins/jira/teleport-ca/{{ .Values.teleport.caSecretPath }}
    {{- end }}
    {{- with .Values.extraEnv }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- end }}
  {{- with .Values.extraEnvFrom }}
  envFrom:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if or .Values.http.enabled .Values.probes.enabled }}
  ports:
    {{- if .Values.http.enabled }}
    - name: webhook
      containerPort: 8443
      protocol: TCP
    {{- end }}
    {{- if .Values.probes.enabled }}
    - name: admin
      containerPort: {{ .Values.probes.port }}
      protocol: TCP
    {{- end }}
  {{- end }}
  {{- if .Values.probes.enabled }}
  startupProbe:
    httpGet: { path: /livez, port: admin }
    {{- toYaml .Values.probes.startup | nindent 4 }}
  livenessProbe:
    httpGet: { path: /livez, port: admin }
    {{- toYaml .Values.probes.liveness | nindent 4 }}
  readinessProbe:
    httpGet: { path: /readyz, port: admin }
    {{- toYaml .Values.probes.readiness | nindent 4 }}
  {{- end }}
  {{- with .Values.securityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.resources }}
  resources:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  volumeMounts:
    {{- include "plugin.volumeMounts" . | trim | nindent 4 }}
{{- end -}}

{{- define "plugin.volumeMounts" -}}
{{- $files := "/var/lib/teleport/plugins/jira" -}}
- name: config
  mountPath: /etc/teleport-jira.toml
  subPath: teleport-jira.toml
  readOnly: true
- name: auth-id
  mountPath: {{ $files }}/teleport-identity
  readOnly: true
- name: {{ .Values.secretVolumeName }}
  mountPath: {{ $files }}/jira-token
  readOnly: true
{{- if .Values.http.tlsFromSecret }}
- name: {{ .Values.tlsSecretVolumeName }}
  mountPath: {{ $files }}/tls
  readOnly: true
{{- end }}
{{- if .Values.http.webhookSecretFromSecret }}
- name: webhook-secret
  mountPath: {{ $files }}/webhook
  readOnly: true
{{- end }}
{{- if eq (include "plugin.basicAuth" .) "true" }}
- name: basic-auth
  mountPath: {{ $files }}/basic-auth
  readOnly: true
{{- end }}
{{- if .Values.teleport.existingCASecretName }}
- name: teleport-ca
  mountPath: {{ $files }}/teleport-ca
  readOnly: true
{{- end }}
{{- if .Values.jira.existingCASecretName }}
- name: jira-ca
  mountPath: {{ $files }}/jira-ca
  readOnly: true
{{- end }}
{{- with .Values.volumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "plugin.volumes" -}}
- name: config
  configMap:
    name: {{ include "plugin.fullname" . }}
{{- if .Values.tbot.enabled }}
- name: auth-id
  emptyDir:
    medium: Memory
- name: tbot-config
  configMap:
    name: {{ include "plugin.fullname" . }}-tbot
- name: join-sa-token
  projected:
    sources:
      - serviceAccountToken:
          path: join-sa-token
          expirationSeconds: 600
          audience: {{ required "tbot.clusterName is empty: give the name of the Teleport cluster, as tctl status prints it." .Values.tbot.clusterName | quote }}
{{- else }}
- name: auth-id
  secret:
    secretName: {{ required "teleport.identityFromSecret is empty: name the Secret that holds the identity file, or set tbot.enabled." (include "plugin.identitySecret" .) }}
    items:
      - key: {{ include "plugin.identityKey" . }}
        path: {{ include "plugin.identityKey" . }}
{{- end }}
- name: {{ .Values.secretVolumeName }}
  secret:
    secretName: {{ include "plugin.tokenSecret" . }}
    items:
      - key: {{ .Values.jira.apiTokenSecretPath }}
        path: {{ .Values.jira.apiTokenSecretPath }}
{{- with .Values.http.tlsFromSecret }}
- name: {{ $.Values.tlsSecretVolumeName }}
  secret:
    secretName: {{ . }}
{{- end }}
{{- with .Values.http.webhookSecretFromSecret }}
- name: webhook-secret
  secret:
    secretName: {{ . }}
{{- end }}
{{- if eq (include "plugin.basicAuth" .) "true" }}
- name: basic-auth
  secret:
    secretName: {{ default (include "plugin.secretName" .) .Values.http.basicAuth.passwordFromSecret }}
    items:
      - key: {{ .Values.http.basicAuth.passwordSecretPath }}
        path: {{ .Values.http.basicAuth.passwordSecretPath }}
{{- end }}
{{- with .Values.teleport.existingCASecretName }}
- name: teleport-ca
  secret:
    secretName: {{ . }}
{{- end }}
{{- with .Values.jira.existingCASecretName }}
- name: jira-ca
  secret:
    secretName: {{ . }}
{{- end }}
{{- with .Values.volumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}
