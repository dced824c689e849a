package dev.lorikeet.lora.workspace;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

/** Opens the accounts of workspaces for tests of what stands on them. */
public final class Accounts {
    private Accounts() {}

    /** What an account says. */
    public record Account(long usedBytes, long loraCount, long reservedBytes, List<LoraId> reserved,
            boolean isClosing) {
        static Account of(Workspace workspace) {
            var contents = workspace.contents();
            return new Account(contents.usedBytes(), contents.loraCount(), contents.reservedBytes(),
                    contents.reserved().stream().map(Workspace.Reservation::lora).toList(),
                    workspace instanceof Workspace.Closing);
        }
    }

    public static Workspaces of(Delivery delivery, long bytes, long loras, int openUploads, InstantSource clock) {
        return new Workspaces(delivery, new QuotaLimits(DataSize.ofBytes(bytes), loras, openUploads), clock);
    }

    /** A state as it lies in its document. */
    public static Account read(Map<String, Object> state) {
        return Account.of(Workspaces.TYPE.read(state));
    }

    public static Mono<?> close(Workspaces workspaces, WorkspaceId workspace) {
        return workspaces.send(workspace, new WorkspaceCommand.Close());
    }
}
