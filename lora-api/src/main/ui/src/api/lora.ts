// Generated from lora-api/src/main/resources/lora-api/openapi.yaml by `npm run types`.

/** Safe in URLs, headers and file names as it is. */
export type Id = string

/** RFC 3339, in UTC. */
export type Time = string

/** A number of bytes. */
export type Bytes = number

/** A SHA-256 digest in lower-case hex. */
export type Sha256 = string

/** Counted from 1. */
export type PartNumber = number

/** `uploading`: the ticket is out. `verifying`: the file is there and being proven. `ready`: proven, can be used. `rejected`: the file is not what it claims to be, or could not be fetched; it is gone, `rejection` says why. `missing`: the file has vanished from the bucket. `deleting`: can be restored until `undoUntil`. */
export type Status = 'uploading' | 'verifying' | 'ready' | 'rejected' | 'missing' | 'deleting'

/** Which of the two networks of WAN 2.2 A14B: `high` noise (composition and motion) or `low` noise (detail). */
export type Expert = 'high' | 'low' | 'both' | 'unknown'

/** Owners may delete the workspace, editors may write, viewers may read. */
export type Role = 'owner' | 'editor' | 'viewer'

/** One PUT for the whole file, or one for each part. */
export type Strategy = 'single' | 'multipart'

/** True in every answer that is not a problem. */
export type Done = true

/** One LoRA, and what is known about its file. */
export type Lora = {
  readonly id: Id
  /** What people call it; no other LoRA of the workspace has it, except refused ones. */
  readonly name: string
  /** As the client named the file. */
  readonly fileName: string
  /** The key of the object in the bucket; also what a generation takes. */
  readonly s3Path: string
  /** Bucket and key. Not fetchable: ask for a download. */
  readonly s3Url: string
  readonly fileSize: Bytes
  readonly extension: '.safetensors' | '.ckpt'
  readonly workspaceId: Id
  /** The `sub` of whoever uploaded it. */
  readonly createdBy: string
  readonly status: Status
  readonly uploadedAt: Time
  readonly updatedAt: Time
  /** When a generation last used it. */
  readonly lastUsed?: Time
  /** How many generations used it. */
  readonly useCount: number
  /** What its owner says about it. */
  readonly description?: string
  readonly tags: ReadonlyArray<string>
  /** Words for the prompt. */
  readonly triggerWords: ReadonlyArray<string>
  /** How strongly it is applied if nobody says otherwise. */
  readonly defaultWeight: number
  /** The word of its owner; it beats what was found in the file. */
  readonly expert?: Expert
  /** The models of generations that can use it. */
  readonly compatibleModels: ReadonlyArray<string>
  readonly facts?: Facts
  /** Known some time after it is ready. */
  readonly sha256?: Sha256
  readonly rejection?: Rejection
  /** Until when a deletion can be undone. */
  readonly undoUntil?: Time
  /** A picture out of the file. Signed; lasts an hour at most. */
  readonly thumbnailUrl?: string
  /** Counts edits of name, description and so on; the ETag for If-Match. */
  readonly version: number
}

/** Why the file was refused. */
export type Rejection = {
  /** Stable, for programs. */
  readonly code: string
  /** One sentence for people. */
  readonly message: string
}

/** What was read from the stored file itself. Its structure is proven, its words are only its author's. */
export type Facts = {
  /** By content, never by extension. */
  readonly format: 'safetensors' | 'ckpt' | 'unknown'
  readonly adapter: Adapter
  readonly baseModel: BaseModel
  readonly expert: ExpertFinding
  readonly texts: FileTexts
  readonly memory?: MemoryEstimate
  /** Sentences for whoever selects the LoRA. */
  readonly warnings: ReadonlyArray<string>
}

/** The mathematical make-up of the file. */
export type Adapter = {
  readonly kind: 'lora' | 'dora' | 'loha' | 'lokr' | 'glora' | 'oft' | 'boft' | 'ia3' | 'diff' | 'mixed' | 'unknown'
  readonly ranks?: Ranks
  /** Absent means the same as the rank. */
  readonly alpha?: number
  /** What most bytes are. */
  readonly dtype: string
  /** How many layers it changes. */
  readonly modules: number
  readonly parameters: number
}

/** Absent for kinds without a rank. Layers of one file may differ. */
export type Ranks = {
  readonly lowest: number
  readonly usual: number
  readonly highest: number
}

/** The model the LoRA was trained for. */
export type BaseModel = {
  /** An open vocabulary: wan, flux, sdxl, …; unknown when nothing fits. */
  readonly family: ModelWord
  /** 2.1 or 2.2 for WAN. */
  readonly version?: ModelWord
  /** a14b, 5b or 1.3b for WAN. */
  readonly variant?: ModelWord
  /** What it starts from: a text, an image, either. */
  readonly task: 't2v' | 'i2v' | 'ti2v' | 'unknown'
  readonly confidence: Confidence
  readonly evidence: Evidence
}

export type ModelWord = string

/** Where in WAN 2.2 A14B the file seems to belong. */
export type ExpertFinding = {
  readonly expert: Expert
  readonly confidence: Confidence
  readonly evidence: Evidence
}

/** How far to trust a finding that weights alone cannot settle. */
export type Confidence = 'certain' | 'high' | 'medium' | 'low' | 'unknown'

/** What it was concluded from. */
export type Evidence = ReadonlyArray<string>

/** What the file says about itself. Untrusted: show it as text, never as HTML or Markdown. */
export type FileTexts = {
  readonly title?: string
  readonly author?: string
  readonly description?: string
  readonly licence?: string
  readonly tags: ReadonlyArray<string>
  readonly triggerWords: ReadonlyArray<string>
  /** The key of the picture in the bucket; use `thumbnailUrl`. */
  readonly thumbnail?: string
}

/** What it takes on the GPU. */
export type MemoryEstimate = {
  /** While it is applied beside the weights. */
  readonly residentBytes: Bytes
  /** On top of the model, while it is merged into it. */
  readonly fusePeakBytes: Bytes
}

/** How to send the file. */
export type Ticket = {
  readonly strategy: Strategy
  /** Of every part but the last. */
  readonly partSize: Bytes
  readonly partCount: PartNumber
  /** The first parts, or all of them; none where an old request is repeated and everything has been sent. */
  readonly parts: ReadonlyArray<SignedPart>
  /** When the ticket ends. */
  readonly expiresAt: Time
}

/** A PUT that the bucket takes once you send exactly these headers and `size` bytes. */
export type SignedPart = {
  readonly number: PartNumber
  readonly url: string
  /** Name and value. All of them are signed; send each as it is. */
  readonly headers: Readonly<Record<string, string>>
  readonly size: Bytes
  /** When the URL ends. Ask for another. */
  readonly expiresAt: Time
}

/** A part as the bucket has it. */
export type StoredPart = {
  readonly number: PartNumber
  /** Without quotes. */
  readonly etag: string
  readonly size: Bytes
}

/** How far an upload has come. */
export type Progress = {
  readonly strategy: Strategy
  readonly partSize: Bytes
  readonly partCount: PartNumber
  readonly uploaded: ReadonlyArray<StoredPart>
  readonly expiresAt: Time
}

/** A workspace, as you see it. */
export type Workspace = {
  readonly id: Id
  readonly role: Role
  /** It is being deleted and takes no more uploads. */
  readonly closing: boolean
  readonly usage: Usage
}

/** What a workspace holds, and may hold. */
export type Usage = {
  /** By files that are there. */
  readonly usedBytes: Bytes
  /** By uploads that are not settled yet. */
  readonly reservedBytes: Bytes
  /** For both together. */
  readonly quotaBytes: Bytes
  readonly loraCount: number
  readonly loraLimit: number
  readonly openUploads: number
}

/** What you are going to upload. */
export type UploadRequest = {
  /** Its last suffix must be .safetensors or .ckpt, in any case. */
  readonly fileName: string
  /** Exactly, in bytes. At most 5 GiB, unless this installation takes less. */
  readonly fileSize: number
  readonly workspaceId?: Id
  /** If you know it. The bucket checks it for a file that goes up in one piece; of larger files it is only kept. */
  readonly sha256?: Sha256
  /** The file name without its suffix unless you say otherwise. */
  readonly name?: string
  readonly description?: string
  readonly tags?: ReadonlyArray<string>
}

/** A file that somebody else has. */
export type ImportRequest = {
  /** Where the file can be downloaded. */
  readonly url: string
  readonly workspaceId?: Id
  /** The file name without its suffix unless you say otherwise. */
  readonly name?: string
}

/** The file itself. */
export type FileUpload = {
  /** With its file name. Put `workspaceId` before it. */
  readonly file: string
  readonly workspaceId?: Id
}

/** Which parts. */
export type PartsRequest = {
  readonly numbers: ReadonlyArray<PartNumber>
}

/** Which parts you have sent; a single PUT has none to name. */
export type CompleteRequest = {
  readonly parts?: ReadonlyArray<SentPart>
}

/** A part as you have sent it. */
export type SentPart = {
  readonly number: PartNumber
  /** The header `ETag` of the answer to your PUT. Its quotes may stay. */
  readonly etag: string
}

/** What to change, at least one thing. */
export type ChangeRequest = {
  readonly name?: string
  /** Null clears it. */
  readonly description?: string | null
  readonly tags?: ReadonlyArray<string>
  readonly triggerWords?: ReadonlyArray<string>
  readonly defaultWeight?: number
  /** Null clears it, and what was found in the file holds again. */
  readonly expert?: 'high' | 'low' | 'both' | null
}

/** Who you want to be. Null is the same as no body. */
export type TokenRequest = {
  readonly subject?: string | null
  /** Workspace ids and your role in each. */
  readonly workspaces?: Readonly<Record<string, Role>> | null
} | null

export type DoneAnswer = {
  readonly success: Done
}

export type LoraAnswer = {
  readonly success: Done
  readonly lora: Lora
}

export type StoredAnswer = {
  readonly success: Done
  readonly lora: Lora
  readonly requestedName?: RequestedName
}

export type TicketAnswer = {
  readonly success: Done
  readonly lora: Lora
  readonly upload: Ticket
  readonly requestedName?: RequestedName
}

/** There only if the name you asked for was taken; `lora.name` is the one it got. */
export type RequestedName = string

export type PartsAnswer = {
  readonly success: Done
  readonly parts: ReadonlyArray<SignedPart>
}

export type ProgressAnswer = {
  readonly success: Done
  readonly upload: Progress
}

export type ListAnswer = {
  readonly success: Done
  readonly loras: ReadonlyArray<Lora>
  /** There only if there is more. */
  readonly nextCursor?: string
  readonly total: number
}

export type DeleteAnswer = {
  readonly success: Done
  readonly undoUntil?: Time
}

export type DownloadAnswer = {
  readonly success: Done
  readonly url: string
  readonly expiresAt: Time
}

export type RemovedEvent = {
  readonly success: Done
  readonly id: Id
}

export type WorkspacesAnswer = {
  readonly success: Done
  readonly workspaces: ReadonlyArray<Workspace>
}

export type WorkspaceAnswer = {
  readonly success: Done
  readonly workspace: Workspace
}

export type TokenAnswer = {
  /** A JWT. */
  readonly token: string
  readonly expiresAt: Time
}

export type Config = {
  /** The address of this service. */
  readonly loraApi: string
  /** The address of generation-service. */
  readonly generation: string
  /** With `POST /dev/token` or with an OpenID provider. */
  readonly signIn: 'local' | 'oidc'
  /** The OpenID provider. */
  readonly issuer?: string
  readonly clientId?: string
  /** How many bytes a file may have. */
  readonly largestFile: number
}

/** Every refusal, after RFC 9457. */
export type Problem = {
  /** A page that says why it happened and what to do. */
  readonly type: string
  readonly title: string
  /** The same as the status of the answer. */
  readonly status: number
  /** About this one request, for whoever writes the client. */
  readonly detail: string
  /** The path of the request. */
  readonly instance: string
  readonly success: false
  /** Show this to people. */
  readonly error: string
  readonly code: ProblemCode
  /** For the operator: the trace of your `traceparent`, or one of our own. */
  readonly traceId?: string
  /** One for each field that is wrong. */
  readonly errors?: ReadonlyArray<FieldError>
}

/** Decide by this. Codes never change; there may be more of them one day. */
export type ProblemCode = 'INVALID_REQUEST' | 'WORKSPACE_REQUIRED' | 'NO_FILE' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'METHOD_NOT_ALLOWED' | 'NOT_ACCEPTABLE' | 'UPLOAD_STALLED' | 'WRONG_STATE' | 'UPLOAD_INCOMPLETE' | 'QUOTA_EXCEEDED' | 'TOO_MANY_UPLOADS' | 'WORKSPACE_CLOSING' | 'UPLOAD_EXPIRED' | 'UNDO_OVER' | 'CHANGED_MEANWHILE' | 'PAYLOAD_TOO_LARGE' | 'FILE_TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE' | 'INVALID_EXTENSION' | 'EMPTY_FILE' | 'LINK_REFUSED' | 'KEY_REUSED' | 'TOO_MANY_REQUESTS' | 'INTERNAL_ERROR' | 'UNAVAILABLE' | 'STORAGE_FAILED' | 'NOT_SAVED' | 'NOT_REMOVED'

export type FieldError = {
  /** A JSON pointer into the body, or the name of a parameter. Empty means the whole body. */
  readonly pointer: string
  readonly message: string
}
