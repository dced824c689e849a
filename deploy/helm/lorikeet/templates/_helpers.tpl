{{/* Everything with a name of its own. Services are called by their section in values.yaml, such as loraApi. */}}

{{- define "lorikeet.name" -}}
{{ default .Chart.Name .Values.nameOverride | trunc 43 | trimSuffix "-" }}
{{- end }}

{{/* At most 43 characters, so that "-generation-service" fits behind it. */}}
{{- define "lorikeet.fullname" -}}
{{- $name := include "lorikeet.name" . }}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) }}
{{- default $full .Values.fullnameOverride | trunc 43 | trimSuffix "-" }}
{{- end }}

{{- define "lorikeet.services" -}}
loraApi: 8080
generationService: 8081
storageWorker: 8082
{{- end }}

{{/* Takes a service's name: the port with health and metrics, which asks for no token. storage-worker has no other. */}}
{{- define "lorikeet.operatorsPort" -}}
{{ ternary "8082" "9090" (eq . "storageWorker") }}
{{- end }}

{{- define "lorikeet.operatorsPortName" -}}
{{ ternary "http" "operators" (eq . "storageWorker") }}
{{- end }}

{{/* Takes root and name: the objects of one service. */}}
{{- define "lorikeet.of" -}}
{{ include "lorikeet.fullname" .root }}-{{ kebabcase .name }}
{{- end }}

{{- define "lorikeet.selector" -}}
app.kubernetes.io/name: {{ include "lorikeet.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ kebabcase .name }}
{{- end }}

{{- define "lorikeet.labels" -}}
{{ include "lorikeet.selector" . }}
app.kubernetes.io/part-of: lorikeet
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Takes root, repository, tag and digest, which counts instead of the tag. */}}
{{- define "lorikeet.image" -}}
{{- $registry := .root.Values.global.imageRegistry }}
{{- $image := ternary (printf "%s/%s" $registry .repository) .repository (ne $registry "") }}
{{- ternary (printf "%s@%s" $image .digest) (printf "%s:%s" $image (default .root.Chart.AppVersion .tag)) (ne .digest "") }}
{{- end }}

{{- define "lorikeet.serviceAccount" -}}
{{- default (ternary (include "lorikeet.of" .) "default" .service.serviceAccount.create) .service.serviceAccount.name }}
{{- end }}

{{/* The origin of an address: without its path. */}}
{{- define "lorikeet.origin" -}}
{{- $url := urlParse . }}{{ $url.scheme }}://{{ $url.host }}
{{- end }}

{{/* Where the page finds the bucket. At AWS it is called by its name, in the oldest region also without the region. */}}
{{- define "lorikeet.bucketOrigins" -}}
{{- $s3 := .Values.s3 }}
{{- with default $s3.endpoint $s3.publicEndpoint }}
{{- include "lorikeet.origin" . }}
{{- else }}
{{- printf "https://%s.s3.%s.amazonaws.com" $s3.bucket $s3.region }}
{{- if eq $s3.region "us-east-1" }},{{ printf "https://%s.s3.amazonaws.com" $s3.bucket }}{{ end }}
{{- end }}
{{- end }}

{{/* What every container may: nothing but its own work. */}}
{{- define "lorikeet.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
seccompProfile: {type: RuntimeDefault}
{{- end }}
