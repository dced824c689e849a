@NullMarked
package dev.lorikeet.embedded.runpod.work;

import org.jspecify.annotations.NullMarked;
