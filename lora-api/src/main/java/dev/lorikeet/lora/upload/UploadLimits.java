package dev.lorikeet.lora.upload;

import java.time.Duration;

import dev.lorikeet.lora.bucket.UploadPlan;
import dev.lorikeet.lora.bucket.UploadPlan.Strategy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What uploads may take, and how they are cut.
 *
 * @param largestFile still taken, to the byte
 * @param singlePut files up to this size go up in one PUT; S3 takes at most 5 GiB so
 * @param partSize of larger files; grows in steps of 1 MiB where a file would need too many parts
 * @param mostParts of one file; S3 takes at most 10,000
 * @param ticket how long a client has for its upload
 * @param urlValidity how long a signed URL lasts, at most an hour; clients ask for new ones
 * @param partsPerRequest URLs that a client may ask for at once
 * @param partsInTicket URLs that come with the ticket
 * @param formPart what a form upload holds in memory before it goes on to S3; about three of them at a time
 * @param mostForms form uploads that one instance takes at once
 * @param formTime how long a form upload may take in all
 * @param formStall how long a form upload may send nothing
 */
@ConfigurationProperties("lorikeet.upload")
public record UploadLimits(@DefaultValue("5GB") DataSize largestFile, @DefaultValue("64MB") DataSize singlePut,
        @DefaultValue("16MB") DataSize partSize, @DefaultValue("10000") int mostParts,
        @DefaultValue("24h") Duration ticket, @DefaultValue("1h") Duration urlValidity,
        @DefaultValue("100") int partsPerRequest, @DefaultValue("10") int partsInTicket,
        @DefaultValue("8MB") DataSize formPart, @DefaultValue("4") int mostForms,
        @DefaultValue("1h") Duration formTime,
        @DefaultValue("30s") Duration formStall) {
    private static final long MEBIBYTE = 1 << 20;
    private static final DataSize SMALLEST_PART = DataSize.ofMegabytes(5);
    private static final DataSize LARGEST_PUT = DataSize.ofGigabytes(5);
    private static final int MOST_PARTS = 10_000;
    /** As many as the contract lets one answer have. */
    private static final int MOST_URLS = 100;

    public UploadLimits {
        between("single-put", singlePut, DataSize.ofBytes(1), LARGEST_PUT);
        between("part-size", partSize, SMALLEST_PART, LARGEST_PUT);
        between("most-parts", mostParts, MOST_PARTS);
        between("largest-file", largestFile, DataSize.ofBytes(1),
                DataSize.ofBytes(LARGEST_PUT.toBytes() * mostParts));
        between("parts-per-request", partsPerRequest, MOST_URLS);
        between("parts-in-ticket", partsInTicket, MOST_URLS);
        between("url-validity", urlValidity, Duration.ofHours(1));
        // Rules on buckets that drop what was never finished usually wait a week.
        between("ticket", ticket, Duration.ofDays(7));
        between("form-part", formPart, SMALLEST_PART, DataSize.ofMegabytes(512));
        between("most-forms", mostForms, MOST_PARTS);
        between("form-time", formTime, Duration.ofDays(1));
        between("form-stall", formStall, Duration.ofHours(1));
    }

    /** Final once the ticket is out: a client may have sent parts by it. */
    UploadPlan plan(long fileSize) {
        if (fileSize <= singlePut.toBytes()) {
            return new UploadPlan(Strategy.SINGLE, fileSize, 1);
        }
        long needed = Math.ceilDiv(fileSize, mostParts);
        long size = needed <= partSize.toBytes() ? partSize.toBytes() : Math.ceilDiv(needed, MEBIBYTE) * MEBIBYTE;
        return new UploadPlan(Strategy.MULTIPART, size, Math.toIntExact(Math.ceilDiv(fileSize, size)));
    }

    /** For a file that comes through us in parts of our own, and that is at most this long. */
    UploadPlan streamed(long atMost) {
        long size = Math.max(formPart.toBytes(), Math.ceilDiv(Math.ceilDiv(atMost, mostParts), MEBIBYTE) * MEBIBYTE);
        return new UploadPlan(Strategy.MULTIPART, size, Math.toIntExact(Math.ceilDiv(atMost, size)));
    }

    private static void between(String name, DataSize value, DataSize least, DataSize most) {
        demand(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, name,
                "from " + least.toBytes() + " to " + most.toBytes() + " bytes", value.toBytes());
    }

    private static void between(String name, int value, int most) {
        demand(value >= 1 && value <= most, name, "from 1 to " + most, value);
    }

    private static void between(String name, Duration value, Duration most) {
        demand(value.compareTo(Duration.ofSeconds(1)) >= 0 && value.compareTo(most) <= 0, name,
                "from 1 second to " + most.toSeconds() + " seconds", value);
    }

    private static void demand(boolean holds, String name, String allowed, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("lorikeet.upload." + name + " must be " + allowed + ", not " + value);
        }
    }
}
