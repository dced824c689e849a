{{/* The secret by which a service says to Kafka who it is. */}}
{{- define "lorikeet.kafkaSecret" -}}
{{- if .root.Values.strimzi.users }}{{ include "lorikeet.of" . }}
{{- else }}{{ default .root.Values.kafka.secret .service.secrets.kafka }}{{ end }}
{{- end }}

{{- define "lorikeet.kafkaProtocol" -}}
{{- $sasl := hasPrefix "scram" .Values.kafka.authentication }}
{{- $tls := .Values.kafka.tls.enabled }}
{{- ternary (ternary "SASL_SSL" "SASL_PLAINTEXT" $tls) (ternary "SSL" "PLAINTEXT" $tls) $sasl }}
{{- end }}

{{- define "lorikeet.kafkaEnv" -}}
{{- $kafka := .root.Values.kafka }}
{{- $secret := include "lorikeet.kafkaSecret" . }}
- {name: SPRING_KAFKA_BOOTSTRAPSERVERS, value: {{ $kafka.bootstrapServers | quote }}}
- {name: SPRING_KAFKA_SECURITY_PROTOCOL, value: {{ include "lorikeet.kafkaProtocol" .root }}}
{{- if hasPrefix "scram" $kafka.authentication }}
- {name: SPRING_KAFKA_PROPERTIES_SASL_MECHANISM, value: {{ upper $kafka.authentication }}}
- name: SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ $kafka.jaasKey }}}}
{{- end }}
{{- if $kafka.tls.caSecret }}
- {name: SPRING_KAFKA_SSL_TRUSTSTORETYPE, value: PEM}
- {name: SPRING_KAFKA_SSL_TRUSTSTORELOCATION, value: 'file:/etc/kafka-authority/ca.crt'}
{{- end }}
{{- if eq $kafka.authentication "tls" }}
- {name: SPRING_KAFKA_SSL_KEYSTORETYPE, value: PKCS12}
- {name: SPRING_KAFKA_SSL_KEYSTORELOCATION, value: 'file:/etc/kafka-identity/user.p12'}
- name: SPRING_KAFKA_SSL_KEYSTOREPASSWORD
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ $kafka.keyStorePasswordKey }}}}
{{- end }}
{{- end }}

{{- define "lorikeet.kafkaMounts" -}}
{{- if .Values.kafka.tls.caSecret }}
- {name: kafka-authority, mountPath: /etc/kafka-authority, readOnly: true}
{{- end }}
{{- if eq .Values.kafka.authentication "tls" }}
- {name: kafka-identity, mountPath: /etc/kafka-identity, readOnly: true}
{{- end }}
{{- end }}

{{/* Takes root and secret. */}}
{{- define "lorikeet.kafkaVolumes" -}}
{{- $kafka := .root.Values.kafka }}
{{- with $kafka.tls.caSecret }}
- name: kafka-authority
  secret:
    secretName: {{ . }}
    items: [{key: {{ $kafka.tls.caKey }}, path: ca.crt}]
{{- end }}
{{- if eq $kafka.authentication "tls" }}
- name: kafka-identity
  secret:
    secretName: {{ .secret }}
    items: [{key: {{ $kafka.keyStoreKey }}, path: user.p12}]
{{- end }}
{{- end }}
