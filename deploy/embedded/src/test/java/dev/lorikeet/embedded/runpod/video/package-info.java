@NullMarked
package dev.lorikeet.embedded.runpod.video;

import org.jspecify.annotations.NullMarked;
