package dev.lorikeet.http.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** All that is logged while it is open, at these levels, and nothing of it on the console. */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final Map<Logger, @Nullable Level> before = new LinkedHashMap<>();

    /** @param levels by the name of the logger; those of the tests' own configuration are forgotten meanwhile */
    public LogCapture(Map<String, Level> levels) {
        var root = logger(Logger.ROOT_LOGGER_NAME);
        root.getLoggerContext().getLoggerList().forEach(logger -> {
            before.put(logger, logger.getLevel());
            if (logger != root) {
                logger.setLevel(null);
            }
        });
        root.iteratorForAppenders().forEachRemaining(others::add);
        others.forEach(root::detachAppender);
        levels.forEach((name, level) -> {
            var logger = logger(name);
            before.putIfAbsent(logger, null);
            logger.setLevel(level);
        });
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        events.add(event);
    }

    public List<ILoggingEvent> events() {
        return List.copyOf(events);
    }

    /** Each as somebody could read it in a file, with its stack. */
    public List<String> lines() {
        return events.stream()
                .map(event -> event.getLoggerName() + " " + event.getFormattedMessage() + " "
                        + event.getMDCPropertyMap()
                        + stack(event.getThrowableProxy()))
                .toList();
    }

    private static String stack(@Nullable IThrowableProxy failure) {
        return failure == null ? "" : "\n" + ThrowableProxyUtil.asString(failure);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    @Override
    public void close() {
        var root = logger(Logger.ROOT_LOGGER_NAME);
        root.detachAppender(this);
        others.forEach(root::addAppender);
        before.forEach(Logger::setLevel);
        stop();
    }
}
