package dev.lorikeet.embedded.runpod.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.sun.net.httpserver.HttpServer;
import dev.lorikeet.embedded.LoopbackPort;
import dev.lorikeet.embedded.PlatformFailure;
import dev.lorikeet.embedded.runpod.EndpointSettings;
import dev.lorikeet.embedded.runpod.Personality;
import dev.lorikeet.embedded.runpod.RunPodCloud;
import dev.lorikeet.embedded.runpod.Times;
import dev.lorikeet.embedded.runpod.video.Rendering;
import dev.lorikeet.embedded.runpod.work.Handler;

/**
 * RunPod's job API on 127.0.0.1, with workers that download and check the LoRAs they are given and draw a short video.
 * Its jobs survive a kill, as those of the real one would. What goes wrong is switched under {@code /stand-in}.
 */
public final class EmbeddedRunPod implements AutoCloseable {
    /** The key that is let in. It keeps nobody out who can reach the port; it is there to be sent. */
    public static final String API_KEY = "rpa_stand_in";
    private static final Duration SAMPLING = Duration.ofSeconds(3);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final HttpServer server;
    private final ExecutorService threads;
    private final HttpClient http;
    private final Driver driver;

    private EmbeddedRunPod(Path directory, HttpServer server, Function<String, EndpointSettings> endpoints) {
        this.server = server;
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("runpod-", 0).factory());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .executor(threads)
                .build();
        var clock = InstantSource.system();
        var callbacks = new Callbacks(http);
        var room = new WorkRoom(threads, new Handler(http, Rendering.USUAL), callbacks, this::driver);
        var cloud = new RunPodCloud(clock.instant(), clock.millis(), API_KEY,
                id -> Optional.of(endpoints.apply(id)));
        this.driver = new Driver(cloud, clock, Records.in(directory), room::take, room::take);
        server.setExecutor(threads);
        server.createContext("/v2", new Door(driver, callbacks));
        server.createContext("/stand-in", new ControlSurface(driver));
    }

    /** Port 0 means any free one. Every endpoint is there as soon as somebody uses it, and takes any worker's input. */
    public static EmbeddedRunPod start(Path directory, int port) {
        var usual = EndpointSettings.of(Personality.ANY).workedOutside().with(Times.usual().executing(SAMPLING));
        return start(directory, port, _ -> usual);
    }

    public static EmbeddedRunPod start(Path directory, int port, Function<String, EndpointSettings> endpoints) {
        var chosen = LoopbackPort.orFree("the RunPod stand-in", port);
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(LoopbackPort.HOST), chosen), 0);
            var started = new EmbeddedRunPod(directory, server, endpoints);
            started.driver.start();
            server.start();
            return started;
        } catch (IOException e) {
            throw new PlatformFailure(
                    "The RunPod stand-in cannot listen on port %d (%s); choose other ports with --port N."
                            .formatted(chosen, PlatformFailure.reasonOf(e)),
                    e);
        }
    }

    private Driver driver() {
        return driver;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Of the API, which goes on with an endpoint's id. */
    public URI url() {
        return URI.create("http://" + LoopbackPort.HOST + ":" + port() + "/v2");
    }

    /** What is being worked on is worked on again after the next start. */
    @Override
    public void close() {
        server.stop(0);
        driver.close();
        http.shutdownNow();
        threads.shutdownNow();
        try {
            var _ = http.awaitTermination(STOP_WITHIN);
            var _ = threads.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
