package dev.lorikeet.generation.notice;

import java.time.InstantSource;

import dev.lorikeet.generation.job.Generations;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {

    @Bean(destroyMethod = "dispose")
    Scheduler sendingNotices(NoticeLimits limits) {
        return Schedulers.newBoundedElastic(limits.atOnce(), limits.atOnce(), "notices");
    }

    @Bean
    Notices notices(Generations generations, NoticeLimits limits, Scheduler sendingNotices, InstantSource clock,
            MeterRegistry registry) {
        return new Notices(generations, new HttpReceivers(limits, sendingNotices), limits, clock, registry);
    }
}
