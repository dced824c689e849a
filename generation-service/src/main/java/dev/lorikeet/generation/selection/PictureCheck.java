package dev.lorikeet.generation.selection;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.lorikeet.generation.models.Capabilities.PictureForm;
import dev.lorikeet.generation.models.Parameter.Picture;
import dev.lorikeet.generation.selection.InlinePicture.Format;
import tools.jackson.databind.JsonNode;

/** Takes the pictures of one request: those that came with it, and the addresses of others. */
final class PictureCheck {
    private static final Pattern DATA_URI = Pattern.compile("data:image/[a-z+.-]{1,20};base64,",
            Pattern.CASE_INSENSITIVE);
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] RIFF = {'R', 'I', 'F', 'F'};
    private static final byte[] WEBP = {'W', 'E', 'B', 'P'};
    private static final int WEBP_AT = 8;
    private static final int LONGEST_START = 50;

    private final Set<PictureForm> forms;
    private final SelectionLimits limits;
    private final List<InlinePicture> inline = new ArrayList<>();
    private long bytes;

    PictureCheck(Set<PictureForm> forms, SelectionLimits limits) {
        this.forms = forms;
        this.limits = limits;
    }

    List<InlinePicture> inline() {
        return List.copyOf(inline);
    }

    /** The address of a picture on the web; a picture that is there already is kept aside. */
    Optional<String> read(Picture picture, String pointer, Optional<JsonNode> given, List<Fault> faults) {
        var text = given.filter(JsonNode::isString).map(JsonNode::asString).orElse("");
        if (given.isPresent() && !given.get().isString()) {
            faults.add(new Fault(pointer, "must be a text: an https address or a data URI"));
        } else if (text.isEmpty()) {
            if (picture.required()) {
                faults.add(new Fault(pointer, "is missing"));
            }
        } else if (text.regionMatches(true, 0, "data:", 0, "data:".length())) {
            takeIn(picture.name(), pointer, text, faults);
        } else {
            return address(pointer, text, faults);
        }
        return Optional.empty();
    }

    private Optional<String> address(String pointer, String text, List<Fault> faults) {
        var complaint = forms.contains(PictureForm.LINK) ? WebAddress.complaint(text, limits.longestAddress())
                : Optional.of("must be a data URI: the worker of this model fetches nothing");
        complaint.ifPresent(sentence -> faults.add(new Fault(pointer, sentence)));
        return complaint.isPresent() ? Optional.empty()
                : Optional.of(WebAddress.SCHEME + text.substring(WebAddress.SCHEME.length()));
    }

    private void takeIn(String parameter, String pointer, String text, List<Fault> faults) {
        var start = DATA_URI.matcher(text).region(0, Math.min(text.length(), LONGEST_START));
        long most = limits.inlinePictures().toBytes();
        if (!start.lookingAt()) {
            faults.add(new Fault(pointer, "must start with data:image/png;base64, or the same for jpeg or webp"));
            return;
        }
        // Three bytes are four characters, so this is known before anything is decoded.
        bytes += (text.length() - start.end()) / 4L * 3;
        if (bytes > most + 2) {
            faults.add(new Fault(pointer, "is too large: the pictures of one request may have " + most
                    + " bytes together; send a smaller one" + (forms.contains(PictureForm.LINK)
                            ? " or an https address"
                            : "")));
            return;
        }
        decode(parameter, pointer, text.substring(start.end()), faults);
    }

    private void decode(String parameter, String pointer, String base64, List<Fault> faults) {
        try {
            var decoded = Base64.getDecoder().decode(base64);
            format(decoded).ifPresentOrElse(format -> inline.add(new InlinePicture(parameter, format, decoded)),
                    () -> faults.add(new Fault(pointer, "must hold a PNG, JPEG or WebP picture")));
        } catch (IllegalArgumentException notBase64) {
            faults.add(new Fault(pointer, "must hold base64 after the comma, without line breaks"));
        }
    }

    private static Optional<Format> format(byte[] bytes) {
        if (holds(bytes, 0, PNG)) {
            return Optional.of(Format.PNG);
        }
        if (holds(bytes, 0, JPEG)) {
            return Optional.of(Format.JPEG);
        }
        return holds(bytes, 0, RIFF) && holds(bytes, WEBP_AT, WEBP) ? Optional.of(Format.WEBP) : Optional.empty();
    }

    private static boolean holds(byte[] bytes, int offset, byte[] magic) {
        if (bytes.length < offset + magic.length) {
            return false;
        }
        for (int index = 0; index < magic.length; index++) {
            if (bytes[offset + index] != magic[index]) {
                return false;
            }
        }
        return true;
    }
}
