package dev.lorikeet.lora.link;

/** A link did not give what was asked of it. Says nothing of the address, which may hold a secret, and has no stack. */
final class LinkFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final LinkFault fault;

    LinkFailure(LinkFault fault) {
        super(fault.sentence(), null, false, false);
        this.fault = fault;
    }

    LinkFault fault() {
        return fault;
    }

    /** Whether it may be otherwise the next time. */
    boolean mayPass() {
        return fault == LinkFault.AWAY;
    }
}
