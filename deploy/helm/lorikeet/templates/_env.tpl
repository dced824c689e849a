{{/* What a service is told. Takes root, name and service; what comes later in a list counts. */}}

{{- define "lorikeet.env" -}}
{{- $values := .root.Values }}
{{- $s3Secret := default $values.s3.secret .service.secrets.s3 }}
{{- with .service.javaOptions }}
- {name: JAVA_TOOL_OPTIONS, value: {{ . | quote }}}
{{- end }}
- {name: SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE, value: {{ printf "%ds" (int .service.shutdownSeconds) }}}
{{- with $values.logFormat }}
- {name: LOGGING_STRUCTURED_FORMAT_CONSOLE, value: {{ . }}}
{{- end }}
{{- with $values.tracing.endpoint }}
- {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ . | quote }}}
- {name: OTEL_TRACES_SAMPLER_ARG, value: {{ $values.tracing.sampling | quote }}}
{{- end }}
- name: SPRING_MONGODB_URI
  valueFrom:
    secretKeyRef: {name: {{ default $values.mongodb.secret .service.secrets.mongodb }}, key: {{ index $values.mongodb.keys .name }}}
- {name: LORIKEET_S3_BUCKET, value: {{ $values.s3.bucket | quote }}}
- {name: LORIKEET_S3_REGION, value: {{ $values.s3.region | quote }}}
{{- with $values.s3.endpoint }}
- {name: LORIKEET_S3_ENDPOINT, value: {{ . | quote }}}
{{- end }}
{{- with $values.s3.publicEndpoint }}
- {name: LORIKEET_S3_PUBLICENDPOINT, value: {{ . | quote }}}
{{- end }}
{{- if $s3Secret }}
- name: LORIKEET_S3_ACCESSKEY
  valueFrom: {secretKeyRef: {name: {{ $s3Secret }}, key: {{ $values.s3.accessKeyKey }}}}
- name: LORIKEET_S3_SECRETKEY
  valueFrom: {secretKeyRef: {name: {{ $s3Secret }}, key: {{ $values.s3.secretKeyKey }}}}
{{- end }}
{{ include "lorikeet.kafkaEnv" . }}
{{- if eq .name "storageWorker" }}
{{- include "lorikeet.storageEnv" . }}
{{- else }}
{{- include "lorikeet.webEnv" . }}
{{- if eq .name "loraApi" }}{{ include "lorikeet.pageEnv" . }}{{ else }}{{ include "lorikeet.jobsEnv" . }}{{ end }}
{{- end }}
{{- range $name, $value := .service.env }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
{{- with .service.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "lorikeet.webEnv" }}
{{- $values := .root.Values }}
- {name: MANAGEMENT_SERVER_PORT, value: {{ include "lorikeet.operatorsPort" .name | quote }}}
- {name: SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUERURI, value: {{ $values.oidc.issuer | quote }}}
- {name: SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_AUDIENCES, value: {{ $values.oidc.audience | quote }}}
{{- if $values.apiKeys.secret }}
- {name: LORIKEET_ACCESS_KEYS, value: /etc/lorikeet/keys/keys}
{{- end }}
{{- if $values.addresses.behindProxy }}
- {name: SERVER_FORWARDHEADERSSTRATEGY, value: native}
{{- end }}
{{- end }}

{{- define "lorikeet.pageEnv" }}
{{- $values := .root.Values }}
{{- $origins := splitList "," (include "lorikeet.bucketOrigins" .root) }}
{{- $origins = concat (list (include "lorikeet.origin" $values.addresses.generationService) (include "lorikeet.origin" $values.oidc.issuer)) $origins $values.browser.connect }}
- {name: LORIKEET_FRONTEND_LORAAPI, value: {{ $values.addresses.loraApi | quote }}}
- {name: LORIKEET_FRONTEND_GENERATION, value: {{ $values.addresses.generationService | quote }}}
- {name: LORIKEET_FRONTEND_ISSUER, value: {{ $values.oidc.issuer | quote }}}
- {name: LORIKEET_FRONTEND_CLIENTID, value: {{ $values.oidc.clientId | quote }}}
- {name: LORIKEET_BROWSER_CONNECT, value: {{ $origins | uniq | join "," | quote }}}
{{- with $values.browser.origins }}
- {name: LORIKEET_BROWSER_ORIGINS, value: {{ join "," . | quote }}}
{{- end }}
{{- end }}

{{- define "lorikeet.jobsEnv" }}
{{- $values := .root.Values }}
- {name: LORIKEET_BROWSER_ORIGINS, value: {{ concat (list $values.addresses.loraApi) $values.browser.origins | uniq | join "," | quote }}}
- {name: LORIKEET_RUNPOD_BASEURL, value: {{ $values.runpod.baseUrl | quote }}}
- name: LORIKEET_RUNPOD_APIKEY
  valueFrom: {secretKeyRef: {name: {{ $values.runpod.secret }}, key: {{ $values.runpod.apiKeyKey }}}}
{{- if $values.runpod.webhooks }}
- {name: LORIKEET_RUNPOD_WEBHOOKBASE, value: {{ $values.addresses.generationService | quote }}}
{{- end }}
{{- $names := dict "wan22" "WAN22" "wan22I2v" "WAN22_I2V" "wan225b" "WAN22_5B" "fluxKrea" "FLUX_KREA" }}
{{- range $model, $endpoint := $values.runpod.endpoints }}
{{- with $endpoint }}
- {name: LORIKEET_ENDPOINT_{{ index $names $model }}, value: {{ . | quote }}}
{{- end }}
{{- end }}
{{- if include "lorikeet.modelsConfigMap" .root }}
- {name: LORIKEET_MODELS_FILE, value: /etc/lorikeet/models/models.yaml}
{{- end }}
{{- with $values.notices.secret }}
- name: LORIKEET_NOTICES_SECRETS
  valueFrom: {secretKeyRef: {name: {{ . }}, key: {{ $values.notices.secretsKey }}}}
{{- end }}
{{- end }}

{{- define "lorikeet.storageEnv" }}
{{- $values := .root.Values }}
{{- with $values.clamd.host }}
- {name: LORIKEET_CLAMD_HOST, value: {{ . | quote }}}
- {name: LORIKEET_CLAMD_PORT, value: {{ $values.clamd.port | quote }}}
{{- end }}
{{- range $id, $volume := $values.volumes }}
- {name: LORIKEET_MIRROR_VOLUMES_{{ upper $id }}_ENDPOINT, value: {{ $volume.endpoint | quote }}}
- {name: LORIKEET_MIRROR_VOLUMES_{{ upper $id }}_REGION, value: {{ $volume.region | quote }}}
- name: LORIKEET_MIRROR_VOLUMES_{{ upper $id }}_ACCESSKEY
  valueFrom: {secretKeyRef: {name: {{ $volume.secret }}, key: access-key}}
- name: LORIKEET_MIRROR_VOLUMES_{{ upper $id }}_SECRETKEY
  valueFrom: {secretKeyRef: {name: {{ $volume.secret }}, key: secret-key}}
{{- end }}
{{- end }}

{{- define "lorikeet.modelsConfigMap" -}}
{{- if .Values.models.configMap }}{{ .Values.models.configMap }}
{{- else if .Values.models.file }}{{ include "lorikeet.fullname" . }}-models{{ end }}
{{- end }}
