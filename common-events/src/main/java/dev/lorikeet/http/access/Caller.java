package dev.lorikeet.http.access;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import org.jspecify.annotations.Nullable;

/** Who asks, what they may do where, and until when their token says so. */
public record Caller(String subject, Map<WorkspaceId, Role> workspaces, Instant until) {
    /** May look after the service itself: dead letters, metrics. The name of the claim and of the right. */
    public static final String OPERATOR = "operator";

    /** How the subjects of machines begin; no token of a person may have one. */
    static final String MACHINE = "key:";

    private static final int LONGEST_SUBJECT = 255;

    public Caller {
        workspaces = Map.copyOf(workspaces);
        if (subject.length() > LONGEST_SUBJECT) {
            throw new IllegalArgumentException("a subject may have at most 255 characters");
        }
    }

    public Caller(String subject, Map<WorkspaceId, Role> workspaces) {
        this(subject, workspaces, Instant.MAX);
    }

    /** Whether there is any workspace where they may do this much. */
    public boolean mayAnywhere(Role least) {
        return workspaces.values().stream().anyMatch(role -> role.mayAct(least));
    }

    public Optional<Role> roleIn(WorkspaceId workspace) {
        return Optional.ofNullable(workspaces.get(workspace));
    }

    /**
     * The workspace that a request is about: the one it names, else the only one there is.
     *
     * @param named in the query or the body
     * @param header named in {@code X-Workspace-Id}
     */
    public WorkspaceId choose(@Nullable WorkspaceId named, @Nullable WorkspaceId header, Role least) {
        if (named != null && header != null && !named.equals(header)) {
            throw Refused.because(CommonProblem.WORKSPACE_REQUIRED,
                    "workspaceId and X-Workspace-Id name two different workspaces.");
        }
        var chosen = named == null ? header : named;
        if (chosen == null) {
            if (workspaces.size() != 1) {
                throw Refused.because(CommonProblem.WORKSPACE_REQUIRED,
                        "You are a member of " + workspaces.size() + " workspaces; name one as workspaceId.");
            }
            chosen = workspaces.keySet().iterator().next();
        }
        demand(chosen, least);
        return chosen;
    }

    /** Refuses who is not a member, or may not do as much there. */
    public void demand(WorkspaceId workspace, Role least) {
        if (roleIn(workspace).filter(role -> role.mayAct(least)).isEmpty()) {
            throw Refused.because(CommonProblem.FORBIDDEN, roleIn(workspace)
                    .map(role -> "You are " + role + " of this workspace; this takes " + least + ".")
                    .orElse("You are not a member of this workspace."));
        }
    }

    static Caller of(String subject, Map<?, ?> claim, @Nullable Instant until) {
        var workspaces = new TreeMap<String, Role>();
        claim.forEach((workspace, role) -> workspaces.put(String.valueOf(workspace), Role.valueOf(
                String.valueOf(role))));
        return new Caller(subject, workspaces.entrySet()
                .stream()
                .collect(Collectors.toMap(entry -> new WorkspaceId(entry.getKey()),
                        Map.Entry::getValue)),
                until == null ? Instant.MAX : until);
    }
}
