package dev.lorikeet.http;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * The contract knows JSON. Spring would speak XML, CBOR and Smile as well, as soon as a library for them is on the class
 * path, and a part of them badly; here each of them is JSON too.
 */
@Configuration(proxyBeanMethods = false)
class JsonOnlyConfiguration implements WebFluxConfigurer {
    private final JsonMapper json;

    JsonOnlyConfiguration(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
        var codecs = configurer.defaultCodecs();
        var encoder = new JacksonJsonEncoder(json);
        codecs.jacksonXmlEncoder(encoder);
        codecs.jaxb2Encoder(encoder);
        codecs.jacksonCborEncoder(encoder);
        codecs.jacksonSmileEncoder(encoder);
        var decoder = new JacksonJsonDecoder(json);
        codecs.jacksonXmlDecoder(decoder);
        codecs.jaxb2Decoder(decoder);
        codecs.jacksonCborDecoder(decoder);
        codecs.jacksonSmileDecoder(decoder);
    }

    /** A number where a text belongs is a mistake that we would only hide. */
    @Bean
    static JsonMapperBuilderCustomizer textIsText() {
        return mapper -> mapper.withCoercionConfig(LogicalType.Textual, texts -> texts
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }
}
