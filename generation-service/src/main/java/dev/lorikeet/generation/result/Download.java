package dev.lorikeet.generation.result;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.http.OpenWeb;

/**
 * Fetches a result from the address that a worker gave. Addresses that are not on the {@link OpenWeb} are
 * refused, and redirects are not followed.
 */
final class Download {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    private final ResultLimits limits;

    Download(ResultLimits limits) {
        this.limits = limits;
    }

    /** Empty if the file is there, else why it will not be; fails as Unavailable where another try may help. */
    Optional<String> to(Path file, URI address, long most) throws IOException {
        var refusal = refused(address);
        if (refusal.isPresent()) {
            return refusal;
        }
        try {
            var request = HttpRequest.newBuilder(address).timeout(limits.time()).GET().build();
            var response = http.send(request, BodyHandlers.ofInputStream());
            try (var body = response.body(); var _ = new Patience(body, limits.time())) {
                return response.statusCode() == OK ? copied(body, file, most) : answered(response.statusCode());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the service is stopping", stopped);
        } catch (IllegalArgumentException noAddress) {
            return Optional.of("The worker gave something for the video's address that is none.");
        } catch (IOException failure) {
            throw new Unavailable("the worker's address does not answer", failure);
        }
    }

    /** The client's own time limit ends with the headers; a body that trickles would keep us for ever. */
    private record Patience(InputStream body, AtomicBoolean isOver) implements AutoCloseable {
        Patience(InputStream body, Duration time) {
            this(body, new AtomicBoolean());
            CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS).execute(this::end);
        }

        private void end() {
            if (!isOver.getAndSet(true)) {
                try {
                    body.close();
                } catch (IOException alreadyBroken) {
                    isOver.set(true);
                }
            }
        }

        @Override
        public void close() {
            isOver.set(true);
        }
    }

    private static Optional<String> answered(int status) {
        if (status >= SERVER_ERRORS || status == TIMEOUT || status == TOO_MANY) {
            throw new Unavailable("the worker's address answered " + status, new IOException());
        }
        return Optional.of("The address that the worker gave for the video answers " + status + ".");
    }

    private static Optional<String> copied(InputStream body, Path file, long most) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var chunk = new byte[1 << 16];
            long left = most;
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                left -= read;
                if (left < 0) {
                    return Optional.of("The video has more than " + most + " bytes, which is all that may be kept.");
                }
                out.write(chunk, 0, read);
            }
            return Optional.empty();
        }
    }

    private Optional<String> refused(URI address) {
        var host = address.getHost();
        if (host != null && limits.trustedHosts().contains(host)) {
            return Optional.empty();
        }
        if (host == null || !"https".equals(address.getScheme())) {
            return Optional.of("The worker gave an address for the video that does not begin with https://.");
        }
        try {
            return OpenWeb.has(host)
                    ? Optional.empty()
                    : Optional.of("The worker gave an address for the video that is not on the open web.");
        } catch (UnknownHostException unknown) {
            throw new Unavailable("the worker's address cannot be found", unknown);
        }
    }
}
