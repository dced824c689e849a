/**
 * How much a workspace may hold, and its end. Start at {@link dev.lorikeet.lora.workspace.Workspaces}; the rules are in
 * {@link dev.lorikeet.lora.workspace.WorkspaceLifeCycle}.
 */
@NullMarked
package dev.lorikeet.lora.workspace;

import org.jspecify.annotations.NullMarked;
