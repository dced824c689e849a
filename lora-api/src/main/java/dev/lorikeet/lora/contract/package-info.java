/** The contract, which this service hands out itself: {@link dev.lorikeet.lora.contract.ContractController}. */
@NullMarked
package dev.lorikeet.lora.contract;

import org.jspecify.annotations.NullMarked;
