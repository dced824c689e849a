package dev.lorikeet.lora.link;

import java.util.List;

import dev.lorikeet.event.Reason;
import dev.lorikeet.http.FieldError;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.web.LoraProblem;

/** Why the file of a link cannot be had: said at once where it shows at once, else by the LoRA that is refused. */
enum LinkFault {
    NO_ADDRESS("This is not the https address of a file on the open web."),
    HOLDS_PASSWORD("An address with a user name or a password in it is not taken. Please upload the file."),
    NOT_OPEN("This address does not lead to the open web."),
    TOO_FAR("This link leads from one address to the next too often."),
    PRIVATE("One has to sign in to get this file. Please download it yourself and upload it."),
    GONE("There is no file at this address."),
    PAGE("This link leads to a page and not to a file. Please use the link of the download, or upload the file."),
    NOT_IN_PIECES("This server does not hand the file out in pieces. Please download it yourself and upload it."),
    AWAY("The server of this link does not answer, or breaks off. Please try again later."),
    CHANGED("The file of this link changed while it was fetched. Please add the link again."),
    TOO_SLOW("Fetching the file of this link took too long. Please download it yourself and upload it."),
    LOST("What was fetched of this file is gone from the bucket. Please add the link again.");

    private final String sentence;

    LinkFault(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }

    Reason reason() {
        return new Reason("LINK_" + name(), sentence);
    }

    Refused refused() {
        return Refused.because(LoraProblem.LINK_REFUSED, List.of(new FieldError("/url", sentence)));
    }
}
