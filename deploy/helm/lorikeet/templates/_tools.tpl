{{/* A pod with Kafka's own tools. Takes root, name, script with its arguments, and whether it is to reach Kafka. */}}
{{- define "lorikeet.tools" -}}
{{- $values := .root.Values }}
{{- $kafka := $values.kafka }}
{{- $secret := default $kafka.secret $kafka.topics.secret }}
restartPolicy: Never
automountServiceAccountToken: false
enableServiceLinks: false
{{- with $values.global.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  seccompProfile: {type: RuntimeDefault}
  {{- with $values.tools.runAsUser }}
  runAsUser: {{ . }}
  {{- end }}
containers:
  - name: {{ .name }}
    image: {{ include "lorikeet.image" (merge (dict "root" .root) $values.tools.image) }}
    imagePullPolicy: IfNotPresent
    securityContext:
      {{- include "lorikeet.containerSecurity" .root | nindent 6 }}
    command: [/bin/bash, -c]
    args:
      - |
        {{- .script | trim | nindent 8 }}
      - {{ .name }}
      {{- range .arguments }}
      - {{ . }}
      {{- end }}
    env:
      - {name: LOG_DIR, value: /tmp}
      - {name: KAFKA_HEAP_OPTS, value: -Xmx256m}
      {{- if .kafka }}
      - {name: BROKERS, value: {{ $kafka.bootstrapServers | quote }}}
      - {name: REPLICAS, value: {{ $kafka.topics.replicationFactor | quote }}}
      - name: TOPICS
        value: |
          {{- range .root.Files.Get "files/topics.yaml" | fromYamlArray }}
          {{- $config := merge (dict "min.insync.replicas" $kafka.topics.minInSyncReplicas) .config }}
          {{ .name }} {{ .partitions }} {{ include "lorikeet.settings" $config }}
          {{- end }}
      - name: CLIENT
        value: |
          security.protocol={{ include "lorikeet.kafkaProtocol" .root }}
          {{- if hasPrefix "scram" $kafka.authentication }}
          sasl.mechanism={{ upper $kafka.authentication }}
          {{- end }}
          {{- if $kafka.tls.caSecret }}
          ssl.truststore.type=PEM
          ssl.truststore.location=/etc/kafka-authority/ca.crt
          {{- end }}
          {{- if eq $kafka.authentication "tls" }}
          ssl.keystore.type=PKCS12
          ssl.keystore.location=/etc/kafka-identity/user.p12
          {{- end }}
      {{- if hasPrefix "scram" $kafka.authentication }}
      - name: JAAS
        valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ $kafka.jaasKey }}}}
      {{- end }}
      {{- if eq $kafka.authentication "tls" }}
      - name: STORE_PASSWORD
        valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ $kafka.keyStorePasswordKey }}}}
      {{- end }}
      {{- end }}
    resources:
      {{- toYaml $values.tools.resources | nindent 6 }}
    volumeMounts:
      - {name: tmp, mountPath: /tmp}
      {{- if .kafka }}
      {{- include "lorikeet.kafkaMounts" .root | nindent 6 }}
      {{- end }}
volumes:
  - name: tmp
    emptyDir: {sizeLimit: 64Mi}
  {{- if .kafka }}
  {{- include "lorikeet.kafkaVolumes" (dict "root" .root "secret" $secret) | nindent 2 }}
  {{- end }}
{{- end }}

{{/* Takes a map: its entries as Kafka's tools want them. */}}
{{- define "lorikeet.settings" -}}
{{- $all := list }}
{{- range $name, $value := . }}{{ $all = append $all (printf "%s=%v" $name $value) }}{{ end }}
{{- join "," $all }}
{{- end }}
