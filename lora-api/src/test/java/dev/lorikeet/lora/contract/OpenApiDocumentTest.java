package dev.lorikeet.lora.contract;

import dev.lorikeet.http.testing.DocumentRules;
import dev.lorikeet.lora.LoraApi;
import dev.lorikeet.lora.web.LoraProblem;

final class OpenApiDocumentTest extends DocumentRules {
    OpenApiDocumentTest() {
        super(LoraApi.CONTRACT, LoraProblem.values());
    }
}
