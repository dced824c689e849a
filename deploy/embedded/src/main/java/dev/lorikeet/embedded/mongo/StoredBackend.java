package dev.lorikeet.embedded.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;

/** The server's commands; those that may write run as writes of the {@link GroupCommit}. */
final class StoredBackend extends AbstractMongoBackend {
    /** Everything else is taken for a write: the worst that follows is a commit of nothing. */
    private static final Set<String> READS = Set.of("buildinfo", "collstats", "connectionstatus", "count", "dbstats",
            "distinct", "endsessions", "find", "getlog", "getmore", "getparameter", "hello", "hostinfo", "ismaster",
            "killcursors", "listcollections", "listdatabases", "listindexes", "ping", "serverstatus", "validate",
            "whatsmyuri");

    private final StoreFile file;
    private final GroupCommit commits;
    private final ScanMeter scans;

    StoredBackend(StoreFile file, GroupCommit commits, ScanMeter scans) {
        this.file = file;
        this.commits = commits;
        this.scans = scans;
        file.databases().forEach(this::resolveDatabase);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new StoredDatabase(name, file, scans, getCursorRegistry());
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        return reads(database, command, query)
                ? file.read(() -> answer(channel, database, command, query))
                : commits.write(() -> file.read(() -> answer(channel, database, command, query)));
    }

    /** The first use of a database creates it, even if it is a read. */
    private boolean reads(String database, String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        boolean open = database.equals("admin") || listDatabaseNames().contains(database);
        return open && (READS.contains(name) || (name.equals("aggregate") && !stores(query)));
    }

    private static boolean stores(Document query) {
        return !(query.get("pipeline") instanceof List<?> stages) || stages.stream()
                .anyMatch(
                        stage -> stage instanceof Document one
                                && (one.containsKey("$out") || one.containsKey("$merge")));
    }

    private Document answer(Channel channel, String database, String command, Document query) {
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "hello" -> super.handleCommand(channel, database, "ismaster", query).append("isWritablePrimary", true);
            case "listdatabases" -> listDatabases();
            default -> super.handleCommand(channel, database, command, query);
        };
    }

    private Document listDatabases() {
        List<Document> databases = new ArrayList<>();
        for (String name : listDatabaseNames().stream().sorted().toList()) {
            databases.add(new Document("name", name).append("empty", resolveDatabase(name).isEmpty()));
        }
        Document reply = new Document("databases", databases);
        Utils.markOkay(reply);
        return reply;
    }
}
