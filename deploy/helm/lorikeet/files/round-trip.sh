# Sends a record through Kafka and back, by a topic of its own that goes again. Comes behind topics.sh, whose tools it uses;
# it reads without a group, so that it needs no right to one.
topic=lorikeet.test.$RANDOM
said="said at $(date -u +%FT%TZ)"
trap 'tool kafka-topics --delete --if-exists --topic "$topic"' EXIT
tool kafka-topics --create --topic "$topic" --partitions 1 --replication-factor "$REPLICAS" --config retention.ms=3600000
printf '%s\n' "$said" | tool kafka-console-producer --topic "$topic"
heard=$(tool kafka-console-consumer --topic "$topic" --partition 0 --offset earliest --max-messages 1 --timeout-ms 30000)
printf '%s\n' "$heard" | grep -qxF "$said" || {
    echo "Kafka took a record and gave back: $heard"
    exit 1
}
echo "Kafka gave back what it took"
