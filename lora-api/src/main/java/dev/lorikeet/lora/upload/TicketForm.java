package dev.lorikeet.lora.upload;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.LoraDescription;
import dev.lorikeet.event.Sha256;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.FieldError;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.bucket.UploadStore.PartTag;
import dev.lorikeet.lora.lifecycle.DescriptionChange;
import dev.lorikeet.lora.lifecycle.DescriptionFaults;
import dev.lorikeet.lora.upload.UploadController.TagBody;
import dev.lorikeet.lora.upload.UploadController.TicketBody;
import dev.lorikeet.lora.web.LoraProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what clients send about an upload, or says what is wrong with it. */
@Component
public final class TicketForm {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final LoraDescription NOTHING_SAID = new LoraDescription("x", null, List.of(), List.of(), 1.0,
            null);
    private static final int LONGEST_NAME = 200;

    private final UploadLimits limits;

    TicketForm(UploadLimits limits) {
        this.limits = limits;
    }

    TicketRequest read(TicketBody body, WorkspaceId workspace, String subject, @Nullable String key) {
        if (body.fileSize() == null) {
            throw Refused.field("/fileSize", "is missing");
        }
        var change = new DescriptionChange(body.name(), Optional.ofNullable(body.description()), body.tags(), null,
                null, null);
        demandFaultless(change);
        return request(body.fileName(), body.fileSize(), body.sha256(), change, workspace, subject, key);
    }

    /** For a file that we fetch ourselves, of which whoever has it says what it is called and how long it is. */
    public TicketRequest imported(String fileName, long size, @Nullable String name, WorkspaceId workspace,
            String subject, @Nullable String key) {
        var change = new DescriptionChange(name, null, null, null, null, null);
        demandFaultless(change);
        return request(fileName, size, null, change, workspace, subject, key);
    }

    private static void demandFaultless(DescriptionChange change) {
        var faults = DescriptionFaults.in(change);
        if (!faults.isEmpty()) {
            throw Refused.because(faults);
        }
    }

    /** For a form, which says nothing but the file's name. */
    TicketRequest streamed(@Nullable String fileName, long most, WorkspaceId workspace, String subject) {
        return request(fileName, Math.min(most, limits.largestFile().toBytes()), null,
                new DescriptionChange(null, null, null, null, null, null), workspace, subject, null);
    }

    private TicketRequest request(@Nullable String fileName, long size, @Nullable Sha256 sha256,
            DescriptionChange change, WorkspaceId workspace, String subject, @Nullable String key) {
        var name = accepted(FileName.parse(fileName), "/fileName");
        long bytes = accepted(FileSize.check(size, limits.largestFile().toBytes()), "/fileSize").bytes();
        var description = (change.name() == null ? change.named(nameFor(name)) : change.named(change.name().strip()))
                .applyTo(NOTHING_SAID);
        if (key != null && !KEY.matcher(key).matches()) {
            throw Refused.because(CommonProblem.INVALID_REQUEST,
                    "An Idempotency-Key has 1 to 200 visible ASCII characters.");
        }
        return new TicketRequest(workspace, subject, name, bytes, sha256, description, key);
    }

    private <T> T accepted(Checked<T> checked, String pointer) {
        return switch (checked) {
            case Checked.Accepted<T>(var value) -> value;
            case Checked.Refused<T>(var problem) when problem == CommonProblem.INVALID_REQUEST ->
                throw Refused.field(pointer, "must be the name of a file, with at most 255 characters");
            case Checked.Refused<T>(var problem) when problem == LoraProblem.FILE_TOO_LARGE ->
                throw FileSize.tooLarge(limits.largestFile());
            case Checked.Refused<T>(var problem) -> throw Refused.because(problem);
        };
    }

    /** What people would call it: without the suffix that all of them have. */
    private static String nameFor(FileName file) {
        var stem = file.value().substring(0, file.value().length() - file.extension().length()).strip();
        var name = stem.isEmpty() ? file.value() : stem;
        return name.substring(0, name.offsetByCodePoints(0,
                Math.min(LONGEST_NAME, name.codePointCount(0, name.length()))));
    }

    static List<Integer> numbers(@Nullable List<Integer> numbers) {
        if (numbers == null) {
            throw Refused.field("/numbers", "is missing");
        }
        if (numbers.contains(null) || new HashSet<>(numbers).size() != numbers.size()) {
            throw Refused.field("/numbers", "must be numbers, none of them twice");
        }
        return numbers;
    }

    static @Nullable List<PartTag> tags(@Nullable List<TagBody> parts) {
        if (parts == null) {
            return null;
        }
        var tags = new ArrayList<PartTag>();
        var faults = new ArrayList<FieldError>();
        for (int index = 0; index < parts.size(); index++) {
            var tag = tag(parts.get(index));
            if (tag.isEmpty()) {
                faults.add(new FieldError("/parts/" + index, "needs a number and an etag"));
            }
            tag.ifPresent(tags::add);
        }
        if (!faults.isEmpty()) {
            throw Refused.because(faults);
        }
        return tags;
    }

    private static Optional<PartTag> tag(@Nullable TagBody part) {
        if (part == null || part.number() == null || part.etag() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PartTag(part.number(), ETag.fromHeader(part.etag())));
        } catch (IllegalArgumentException notAnETag) {
            return Optional.empty();
        }
    }
}
