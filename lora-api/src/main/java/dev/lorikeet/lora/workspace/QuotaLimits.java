package dev.lorikeet.lora.workspace;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one workspace may hold.
 *
 * @param bytes proven and on their way together
 * @param loras proven and on their way together
 * @param openUploads tickets that are out at the same time
 */
@ConfigurationProperties("lorikeet.quota")
public record QuotaLimits(@DefaultValue("500GB") DataSize bytes, @DefaultValue("10000") long loras,
        @DefaultValue("100") int openUploads) {

    public QuotaLimits {
        if (bytes.isNegative() || loras < 0 || openUploads < 1) {
            throw new IllegalArgumentException("lorikeet.quota.bytes and lorikeet.quota.loras must not be negative, and"
                    + " lorikeet.quota.open-uploads must be at least 1");
        }
    }

    WorkspaceCommand.Room room() {
        return new WorkspaceCommand.Room(bytes.toBytes(), loras, openUploads);
    }
}
