package dev.lorikeet.embedded.mongo;

import com.mongodb.client.MongoClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/** Holds the real server to the same contract, where there is Docker to run it. */
class TestcontainersMongoIT extends MongoContract {
    private static final MongoDBContainer MONGO = new MongoDBContainer("mongo:8");
    private static MongoClient client = MongoConnection.to("mongodb://127.0.0.1:1");

    @BeforeAll
    static void start() {
        boolean docker = DockerClientFactory.instance().isDockerAvailable();
        if (!docker) {
            System.out.println("Skipped: no Docker to run the MongoDB contract on mongo:8");
        }
        Assumptions.assumeTrue(docker);
        MONGO.start();
        client.close();
        client = MongoConnection.to(MONGO.getConnectionString());
    }

    @AfterAll
    static void stop() {
        client.close();
        MONGO.stop();
    }

    @Override
    MongoClient client() {
        return client;
    }
}
