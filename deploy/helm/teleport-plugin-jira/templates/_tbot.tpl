{{- define "plugin.tbotContainer" -}}
- name: tbot
  image: {{ printf "%s:%s" .Values.tbot.image.repository (required "tbot.image.tag is empty: give the version of your Teleport cluster, for example 18.11.3." .Values.tbot.image.tag) | quote }}
  imagePullPolicy: {{ .Values.tbot.image.pullPolicy }}
  args: [start, -c, /config/tbot.yaml]
  env:
    - name: KUBERNETES_TOKEN_PATH
      value: /var/run/secrets/tokens/join-sa-token
  {{- with .Values.securityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tbot.resources }}
  resources:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  volumeMounts:
    - name: tbot-config
      mountPath: /config
      readOnly: true
    - name: auth-id
      mountPath: /opt/machine-id
    - name: join-sa-token
      mountPath: /var/run/secrets/tokens
      readOnly: true
{{- end -}}

{{- define "plugin.tbotConfig" -}}
{{- $token := required "tbot.token is empty: give the name of the token that the bot joins with." .Values.tbot.token -}}
{{- $onboarding := dict "join_method" .Values.tbot.joinMethod "token" $token -}}
{{- $destination := dict "type" "directory" "path" "/opt/machine-id" "symlinks" "insecure" -}}
{{- $service := dict "type" "identity" "destination" $destination -}}
{{- $config := dict "version" "v2" "onboarding" $onboarding "storage" (dict "type" "memory") "services" (list $service) -}}
{{- if .Values.tbot.teleportProxyAddress -}}
{{- $_ := set $config "proxy_server" .Values.tbot.teleportProxyAddress -}}
{{- else -}}
{{- $_ := set $config "auth_server" (required "tbot.teleportProxyAddress and tbot.teleportAuthAddress are both empty: give one of them." .Values.tbot.teleportAuthAddress) -}}
{{- end -}}
{{- toYaml (merge (deepCopy .Values.tbot.extraConfig) $config) -}}
{{- end -}}
