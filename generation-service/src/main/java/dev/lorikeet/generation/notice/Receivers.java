package dev.lorikeet.generation.notice;

import reactor.core.publisher.Mono;

/** Whoever wants to be told, wherever they are. */
public interface Receivers {

    /** Always answers, and within a time of its own. */
    Mono<Answer> tell(SignedNotice notice);

    /** What became of it. */
    sealed interface Answer {
        record Taken() implements Answer {}

        /**
         * It was not taken, or nobody knows.
         *
         * @param reason a sentence for people; never with the address
         * @param forGood whether it will not be taken another time either
         */
        record NotTaken(String reason, boolean forGood) implements Answer {}
    }
}
