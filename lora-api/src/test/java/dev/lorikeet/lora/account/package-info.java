/** What must hold for an account while everything fails. Start at {@link dev.lorikeet.lora.account.AccountProperties}. */
@NullMarked
package dev.lorikeet.lora.account;

import org.jspecify.annotations.NullMarked;
