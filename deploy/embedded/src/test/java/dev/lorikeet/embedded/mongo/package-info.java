/** Read {@link dev.lorikeet.embedded.mongo.MongoContract} first: what the project relies on in any MongoDB. */
@NullMarked
package dev.lorikeet.embedded.mongo;

import org.jspecify.annotations.NullMarked;
