package dev.lorikeet.generation.result;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ResultConfigurationTest {
    /** Each of them may be hundreds of megabytes while it is read. */
    @Test
    void readsOnlySoManyAnswersAtOnce() throws InterruptedException {
        var limits = ResultSamples.limits();
        var fetching = new ResultConfiguration().fetchingResults(limits);
        var free = new Semaphore(limits.atOnce());
        var isTooMany = new AtomicBoolean();
        var done = new CountDownLatch(20);
        try {
            for (int answer = 0; answer < 20; answer++) {
                var _ = fetching.schedule(() -> {
                    if (free.tryAcquire()) {
                        free.release();
                    } else {
                        isTooMany.set(true);
                    }
                    done.countDown();
                });
            }
            done.await();
            assertThat(isTooMany).isFalse();
        } finally {
            fetching.dispose();
        }
    }
}
