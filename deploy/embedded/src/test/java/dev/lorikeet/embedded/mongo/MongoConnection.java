package dev.lorikeet.embedded.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.bson.UuidRepresentation;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.jsr310.InstantCodec;

/** A client as the services configure theirs. */
final class MongoConnection {
    private MongoConnection() {}

    static MongoClient to(String connectionString) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(connectionString))
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .codecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromCodecs(new InstantCodec()),
                        MongoClientSettings.getDefaultCodecRegistry()))
                .build());
    }
}
