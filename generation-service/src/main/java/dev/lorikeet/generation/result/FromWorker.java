package dev.lorikeet.generation.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

import dev.lorikeet.delivery.Unavailable;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.generation.job.Failure;
import dev.lorikeet.generation.job.FailureCode;
import dev.lorikeet.generation.models.ModelConfiguration.Output;
import dev.lorikeet.generation.runpod.JobJson;
import dev.lorikeet.generation.runpod.RemoteJob;
import tools.jackson.core.exc.JacksonIOException;

/** Brings what a worker returned into a file, from its answer or from the address in it, and tells what it is. */
final class FromWorker {
    private final Download download;
    private final ResultLimits limits;

    FromWorker(Download download, ResultLimits limits) {
        this.download = download;
        this.limits = limits;
    }

    /** What no try will ever read must not be tried for ever, and Reactor says nothing of the JVM's own errors. */
    Fetched fetch(RemoteJob remote, Optional<Output> wanted, boolean last, Path file) throws IOException {
        try {
            return fetched(remote, wanted, last, file);
        } catch (Unavailable | JacksonIOException | UncheckedIOException ours) {
            throw ours;
        } catch (RuntimeException | Error unreadable) {
            return nothing("The worker returned something that is too large or too twisted to be read.");
        }
    }

    private Fetched fetched(RemoteJob remote, Optional<Output> wanted, boolean last, Path file) throws IOException {
        return switch (WorkerOutput.read(JobJson.output(remote.output()), wanted.orElse(Output.VIDEO))) {
            case WorkerOutput.Nothing(var failure) -> new Fetched.Nothing(failure);
            case WorkerOutput.Inline(var text, var from) -> decoded(new Latin1Stream(text, from), file)
                    ? told(file, wanted)
                    : nothing("The worker returned something that is not base64 where the video should be.");
            case WorkerOutput.Link(var address) -> {
                var refusal = downloaded(address, last, file);
                yield refusal.isEmpty() ? told(file, wanted) : nothing(refusal.get());
            }
        };
    }

    private Optional<String> downloaded(URI address, boolean last, Path file) throws IOException {
        try {
            return download.to(file, address, limits.largest().toBytes());
        } catch (Unavailable away) {
            if (last) {
                return Optional.of("The worker gave an address for the video, and it could not be fetched from there: "
                        + away.getMessage() + ". Please see to it that this service can reach where the worker stores"
                        + " its videos.");
            }
            throw away;
        }
    }

    /** A full disk of ours is no fault of the worker's, so that fails. */
    private static boolean decoded(InputStream letters, Path file) throws IOException {
        try (var in = Base64.getMimeDecoder().wrap(letters); var out = Files.newOutputStream(file)) {
            var chunk = new byte[1 << 16];
            for (int read = next(in, chunk); read >= 0; read = next(in, chunk)) {
                out.write(chunk, 0, read);
            }
            return true;
        } catch (NotBase64 _) {
            return false;
        }
    }

    private static int next(InputStream in, byte[] chunk) throws NotBase64 {
        try {
            return in.read(chunk);
        } catch (IOException wrong) {
            throw new NotBase64(wrong);
        }
    }

    private static final class NotBase64 extends IOException {
        private static final long serialVersionUID = 1L;

        NotBase64(IOException cause) {
            super(cause);
        }
    }

    private static Fetched told(Path file, Optional<Output> wanted) throws IOException {
        long size = Files.size(file);
        byte[] beginning;
        try (var in = Files.newInputStream(file)) {
            beginning = in.readNBytes(MediaType.BYTES);
        }
        var type = MediaType.of(beginning, size);
        if (type.isEmpty()) {
            return nothing("The worker returned something that is neither a video nor a picture.");
        }
        return wanted.isEmpty() || type.get().fits(wanted.get())
                ? new Fetched.File(file, type.get(), size, digest(file))
                : nothing(otherwise(wanted.get()));
    }

    private static String otherwise(Output wanted) {
        var way = " Please check what the model's worker, or its workflow, saves in the end.";
        return switch (wanted) {
            case VIDEO -> "The worker returned a picture where a video was ordered." + way;
            case IMAGE -> "The worker returned a video where a picture was ordered." + way;
        };
    }

    private static Fetched nothing(String why) {
        return new Fetched.Nothing(Failure.of(FailureCode.OUTPUT_INVALID, why));
    }

    private static Sha256 digest(Path file) throws IOException {
        return new Sha256(HexFormat.of().formatHex(Digest.sha256(file)));
    }
}
