/// Holds requests and answers to the OpenAPI description of their operation.
///
/// Read [OpenApiContracts] (the port), [OperationContract] (one operation), [ClosedWorld] (what a schema means here),
/// [JsonBody] and [SchemaCheck] (one body), [Parameter] and [Serialised] (everything else of a request).
@NullMarked
package io.levee.adapters.contract;

import org.jspecify.annotations.NullMarked;
