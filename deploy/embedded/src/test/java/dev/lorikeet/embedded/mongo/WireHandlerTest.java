package dev.lorikeet.embedded.mongo;

import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WireHandlerTest {
    private final StoreFile file = StoreFile.inMemory();
    private final GroupCommit commits = new GroupCommit(file, _ -> {});
    private final EmbeddedChannel client = new EmbeddedChannel(
            new WireHandler(new Overflowing(), commits, Runnable::run));

    /** Fails as a filter does that is nested too deep. */
    private static final class Overflowing extends MemoryBackend {
        @Override
        public Document handleCommand(Channel channel, String database, String command, Document query) {
            if (command.equals("find")) {
                throw new StackOverflowError();
            }
            return new Document("ok", 1.0);
        }
    }

    @AfterEach
    void close() {
        client.finishAndReleaseAll();
        commits.close();
        file.close();
    }

    private Document ask(String command) {
        client.writeInbound(new MongoMessage(client, new MessageHeader(1, 0),
                new Document(command, "things").append("$db", "db")));
        MongoMessage reply = client.readOutbound();
        return reply.getDocument();
    }

    @Test
    void anErrorIsAnsweredAndTheConnectionGoesOn() {
        assertThat(ask("find")).containsEntry("ok", 0)
                .containsEntry("errmsg", "the embedded MongoDB failed: java.lang.StackOverflowError");

        assertThat(ask("ping")).containsEntry("ok", 1.0);
    }
}
