package dev.lorikeet.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of a request is read into memory.
 *
 * @param json the largest JSON body; the parts of a file in ten thousand parts take 620 kB
 */
@ConfigurationProperties("lorikeet.body")
record BodyLimits(@DefaultValue("1MB") DataSize json) {
    private static final DataSize MOST = DataSize.ofMegabytes(64);

    BodyLimits {
        if (json.toBytes() < 1 || json.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("lorikeet.body.json must be from 1B to 64MB, not " + json);
        }
    }
}
