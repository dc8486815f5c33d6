terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "acme_api_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_acme_api_key_parameter" {
  description = "Ask each user for a personal Acme API key in the workspace form, instead of using `acme_api_key`."
  type        = bool
  default     = false
}

variable "other_api_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_other_api_key_parameter" {
  description = "Ask each user for a personal Bad Flow Long Chain Of Locals other API key in the workspace form, instead of using `other_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "acme_api_key" {
  count        = var.enable_acme_api_key_parameter ? 1 : 0
  name         = "bad_flow_long_chain_of_locals_acme_api_key"
  display_name = "Bad Flow Long Chain Of Locals Acme API key"
  description  = "Your personal Acme API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  acme_api_key = var.enable_acme_api_key_parameter ? sensitive(data.coder_parameter.acme_api_key[0].value) : var.acme_api_key
}

data "coder_parameter" "other_api_key" {
  count        = var.enable_other_api_key_parameter ? 1 : 0
  name         = "bad_flow_long_chain_of_locals_other_api_key"
  display_name = "Bad Flow Long Chain Of Locals other API key"
  description  = "Your personal Bad Flow Long Chain Of Locals other API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  other_api_key = var.enable_other_api_key_parameter ? sensitive(data.coder_parameter.other_api_key[0].value) : var.other_api_key
}

locals {
  acme_00 = local.acme_api_key
  acme_01 = local.acme_00
  acme_02 = local.acme_01
  acme_03 = local.acme_02
  acme_04 = local.acme_03
  acme_05 = local.acme_04
  acme_06 = local.acme_05
  acme_07 = local.acme_06
  acme_08 = local.acme_07
  acme_09 = local.acme_08
  acme_10 = local.acme_09
  acme_11 = local.acme_10
  acme_12 = local.acme_11
  acme_13 = local.acme_12
  acme_14 = local.acme_13
  acme_15 = local.acme_14
  acme_16 = local.acme_15
  acme_17 = local.acme_16
  acme_18 = local.acme_17
  acme_19 = local.acme_18
  acme_20 = local.acme_19
  acme_21 = local.acme_20
  acme_22 = local.acme_21
  acme_23 = local.acme_22
  acme_24 = local.acme_23
  acme_25 = local.acme_24
  acme_26 = local.acme_25
  acme_27 = local.acme_26
  acme_28 = local.acme_27
  acme_29 = local.acme_28
  acme_30 = local.acme_29
  acme_31 = local.acme_30
  acme_32 = local.acme_31
  acme_33 = local.acme_32
  acme_34 = local.acme_33
  acme_35 = local.acme_34
  acme_36 = local.acme_35
  acme_37 = local.acme_36
  acme_38 = local.acme_37
  acme_39 = local.acme_38
  acme_40 = local.acme_39
  acme_41 = local.acme_40
  acme_42 = local.acme_41
  acme_43 = local.acme_42
  acme_44 = local.acme_43
  acme_45 = local.acme_44
  acme_46 = local.acme_45
  acme_47 = local.acme_46
  acme_48 = local.acme_47
  acme_49 = local.acme_48
  acme_50 = local.acme_49
  acme_51 = local.acme_50
  acme_52 = local.acme_51
  acme_53 = local.acme_52
  acme_54 = local.acme_53
  acme_55 = local.acme_54
  acme_56 = local.acme_55
  acme_57 = local.acme_56
  acme_58 = local.acme_57
  acme_59 = local.acme_58
  acme_60 = local.acme_59
  acme_61 = local.acme_60
  acme_62 = local.acme_61
  acme_63 = local.acme_62
  acme_64 = local.acme_63
  acme_65 = local.acme_64
  acme_66 = local.acme_65
  acme_67 = local.acme_66
  acme_68 = local.acme_67
  acme_69 = local.acme_68
}

locals {
  other_00 = local.other_api_key
  other_01 = local.other_00
  other_02 = local.other_01
  other_03 = local.other_02
  other_04 = local.other_03
  other_05 = local.other_04
  other_06 = local.other_05
  other_07 = local.other_06
  other_08 = local.other_07
  other_09 = local.other_08
  other_10 = local.other_09
  other_11 = local.other_10
  other_12 = local.other_11
  other_13 = local.other_12
  other_14 = local.other_13
  other_15 = local.other_14
  other_16 = local.other_15
  other_17 = local.other_16
  other_18 = local.other_17
  other_19 = local.other_18
  other_20 = local.other_19
  other_21 = local.other_20
  other_22 = local.other_21
  other_23 = local.other_22
  other_24 = local.other_23
  other_25 = local.other_24
  other_26 = local.other_25
  other_27 = local.other_26
  other_28 = local.other_27
  other_29 = local.other_28
  other_30 = local.other_29
  other_31 = local.other_30
  other_32 = local.other_31
  other_33 = local.other_32
  other_34 = local.other_33
  other_35 = local.other_34
  other_36 = local.other_35
  other_37 = local.other_36
  other_38 = local.other_37
  other_39 = local.other_38
  other_40 = local.other_39
  other_41 = local.other_40
  other_42 = local.other_41
  other_43 = local.other_42
  other_44 = local.other_43
  other_45 = local.other_44
  other_46 = local.other_45
  other_47 = local.other_46
  other_48 = local.other_47
  other_49 = local.other_48
  other_50 = local.other_49
  other_51 = local.other_50
  other_52 = local.other_51
  other_53 = local.other_52
  other_54 = local.other_53
  other_55 = local.other_54
  other_56 = local.other_55
  other_57 = local.other_56
  other_58 = local.other_57
  other_59 = local.other_58
  other_60 = local.other_59
  other_61 = local.other_60
  other_62 = local.other_61
  other_63 = local.other_62
  other_64 = local.other_63
  other_65 = local.other_64
  other_66 = local.other_65
  other_67 = local.other_66
  other_68 = local.other_67
  other_69 = local.other_68
}

resource "coder_env" "acme_api_key" {
  agent_id = "agent"
  name     = "ACME_API_KEY"
  value    = local.acme_30
}

resource "coder_env" "other_api_key" {
  agent_id = "agent"
  name     = "OTHER_API_KEY"
  value    = local.other_69
}
