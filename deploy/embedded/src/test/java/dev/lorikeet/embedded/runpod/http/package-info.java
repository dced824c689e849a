@NullMarked
package dev.lorikeet.embedded.runpod.http;

import org.jspecify.annotations.NullMarked;
