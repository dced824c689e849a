package dev.lorikeet.http.testing;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Who may stand at the door: the columns of a service's matrix of access. */
public enum Visitor {
    NOBODY((_, _) -> ""),
    EXPIRED((tokens, workspace) -> tokens.expired(owner(workspace))),
    NOT_YET_VALID((tokens, workspace) -> tokens.notYetValid(owner(workspace))),
    WITH_A_TOKEN_FOR_ANOTHER_API((tokens, workspace) -> tokens.forSomebodyElse(owner(workspace))),
    WITH_A_TOKEN_OF_ANOTHER_ISSUER((tokens, workspace) -> tokens.signedBySomebodyElse(owner(workspace))),
    WITH_AN_UNSIGNED_TOKEN((tokens, workspace) -> tokens.unsigned(owner(workspace))),
    WITH_THE_PUBLIC_KEY_AS_SECRET((tokens, workspace) -> tokens.signedWithThePublicKey(owner(workspace))),
    WITHOUT_THE_CLAIM((tokens, _) -> tokens.signed(Tokens.claims("kim", "none"))),
    OF_NO_WORKSPACE((tokens, _) -> tokens.signed(Tokens.claims("kim", Map.of()))),
    OF_ANOTHER_WORKSPACE((tokens, _) -> tokens.member("elsewhere", "owner")),
    VIEWER((tokens, workspace) -> tokens.member(workspace, "viewer")),
    EDITOR((tokens, workspace) -> tokens.member(workspace, "editor")),
    OWNER((tokens, workspace) -> tokens.member(workspace, "owner"));

    private final BiFunction<Tokens, String, String> token;

    Visitor(BiFunction<Tokens, String, String> token) {
        this.token = token;
    }

    public Optional<String> token(Tokens tokens, String workspace) {
        return Optional.of(token.apply(tokens, workspace)).filter(made -> !made.isEmpty());
    }

    private static Map<String, Object> owner(String workspace) {
        return Tokens.claims("kim", Map.of(workspace, "owner"));
    }

    /** Which doors there are, and what each says to whom. An item is what belongs to a workspace that nobody names. */
    public enum Door {
        ANYBODY,
        SIGNED_IN,
        VIEWER_OF_WORKSPACE,
        EDITOR_OF_WORKSPACE,
        OWNER_OF_WORKSPACE,
        VIEWER_OF_ITEM,
        EDITOR_OF_ITEM;

        /**
         * The status that this visitor gets.
         *
         * @param success what the route answers when it lets somebody in
         */
        public int answers(Visitor visitor, int success) {
            return switch (visitor) {
                case NOBODY -> this == ANYBODY ? success : 401;
                case EXPIRED, NOT_YET_VALID, WITH_A_TOKEN_FOR_ANOTHER_API, WITH_A_TOKEN_OF_ANOTHER_ISSUER,
                        WITH_AN_UNSIGNED_TOKEN, WITH_THE_PUBLIC_KEY_AS_SECRET, WITHOUT_THE_CLAIM ->
                    401;
                case OF_NO_WORKSPACE, OF_ANOTHER_WORKSPACE -> switch (this) {
                    case ANYBODY, SIGNED_IN -> success;
                    case VIEWER_OF_WORKSPACE, EDITOR_OF_WORKSPACE, OWNER_OF_WORKSPACE -> 403;
                    case VIEWER_OF_ITEM, EDITOR_OF_ITEM -> 404;
                };
                case VIEWER -> switch (this) {
                    case ANYBODY, SIGNED_IN, VIEWER_OF_WORKSPACE, VIEWER_OF_ITEM -> success;
                    case EDITOR_OF_WORKSPACE, OWNER_OF_WORKSPACE, EDITOR_OF_ITEM -> 403;
                };
                case EDITOR -> this == OWNER_OF_WORKSPACE ? 403 : success;
                case OWNER -> success;
            };
        }
    }
}
