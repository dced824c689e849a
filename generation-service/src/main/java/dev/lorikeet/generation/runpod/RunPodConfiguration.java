package dev.lorikeet.generation.runpod;

import java.util.concurrent.Executors;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class RunPodConfiguration {

    @Bean
    EndpointCalls endpointCalls(RunPodSettings settings, MeterRegistry meters) {
        return new EndpointCalls(settings, meters);
    }

    /** One virtual thread for each call that waits. */
    @Bean(destroyMethod = "dispose")
    Scheduler waitingForRunPod() {
        return Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(), "runpod");
    }

    @Bean
    RunPod runPod(RunPodSettings settings, EndpointCalls calls, Scheduler waitingForRunPod) {
        return new RunPodHttp(settings, calls, waitingForRunPod);
    }

    @Bean
    RunPodHealth runPodHealthIndicator(EndpointCalls calls) {
        return new RunPodHealth(calls);
    }
}
