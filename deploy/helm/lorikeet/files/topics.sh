# Makes the topics that are missing, and tells those that are there how long to keep records. Repeating it is harmless.
# With `check` it only says whether all of them are there. TOPICS has one in each line: name, partitions, settings.
set -eu
settings=/tmp/client.properties
(umask 077; printf '%s\n' "$CLIENT" > "$settings")
[ -z "${JAAS:-}" ] || printf 'sasl.jaas.config=%s\n' "$JAAS" >> "$settings"
[ -z "${STORE_PASSWORD:-}" ] || printf 'ssl.keystore.password=%s\n' "$STORE_PASSWORD" >> "$settings"
tool() {
    local name=$1
    shift
    "${KAFKA_BIN:-/opt/kafka/bin}/$name.sh" --bootstrap-server "$BROKERS" --command-config "$settings" "$@"
}

there=$(tool kafka-topics --list)
while read -r name partitions config; do
    [ -n "$name" ] || continue
    if printf '%s\n' "$there" | grep -qxF "$name"; then
        [ "${1:-}" = check ] || tool kafka-configs --alter --entity-type topics --entity-name "$name" --add-config "$config"
    elif [ "${1:-}" = check ]; then
        echo "There is no topic $name"
        exit 1
    else
        tool kafka-topics --create --if-not-exists --topic "$name" --partitions "$partitions" \
            --replication-factor "$REPLICAS" $(printf ' --config %s' ${config//,/ })
    fi
done <<< "$TOPICS"
