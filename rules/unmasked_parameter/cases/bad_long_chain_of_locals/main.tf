terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

locals {
  styling_00 = jsonencode({ mask_input = false })
  styling_01 = local.styling_00
  styling_02 = local.styling_01
  styling_03 = local.styling_02
  styling_04 = local.styling_03
  styling_05 = local.styling_04
  styling_06 = local.styling_05
  styling_07 = local.styling_06
  styling_08 = local.styling_07
  styling_09 = local.styling_08
  styling_10 = local.styling_09
  styling_11 = local.styling_10
  styling_12 = local.styling_11
  styling_13 = local.styling_12
  styling_14 = local.styling_13
  styling_15 = local.styling_14
  styling_16 = local.styling_15
  styling_17 = local.styling_16
  styling_18 = local.styling_17
  styling_19 = local.styling_18
  styling_20 = local.styling_19
  styling_21 = local.styling_20
  styling_22 = local.styling_21
  styling_23 = local.styling_22
  styling_24 = local.styling_23
  styling_25 = local.styling_24
  styling_26 = local.styling_25
  styling_27 = local.styling_26
  styling_28 = local.styling_27
  styling_29 = local.styling_28
  styling_30 = local.styling_29
  styling_31 = local.styling_30
  styling_32 = local.styling_31
  styling_33 = local.styling_32
  styling_34 = local.styling_33
  styling_35 = local.styling_34
  styling_36 = local.styling_35
  styling_37 = local.styling_36
  styling_38 = local.styling_37
  styling_39 = local.styling_38
  styling_40 = local.styling_39
  styling_41 = local.styling_40
  styling_42 = local.styling_41
  styling_43 = local.styling_42
  styling_44 = local.styling_43
  styling_45 = local.styling_44
  styling_46 = local.styling_45
  styling_47 = local.styling_46
  styling_48 = local.styling_47
  styling_49 = local.styling_48
  styling_50 = local.styling_49
  styling_51 = local.styling_50
  styling_52 = local.styling_51
  styling_53 = local.styling_52
  styling_54 = local.styling_53
  styling_55 = local.styling_54
  styling_56 = local.styling_55
  styling_57 = local.styling_56
  styling_58 = local.styling_57
  styling_59 = local.styling_58
  styling_60 = local.styling_59
  styling_61 = local.styling_60
  styling_62 = local.styling_61
  styling_63 = local.styling_62
  styling_64 = local.styling_63
  styling_65 = local.styling_64
  styling_66 = local.styling_65
  styling_67 = local.styling_66
  styling_68 = local.styling_67
  styling_69 = local.styling_68
}

data "coder_parameter" "acme_api_key" {
  name        = "acme_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  mutable     = true
  styling     = local.styling_30
}

data "coder_parameter" "other_api_key" {
  name        = "other_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  mutable     = true
  styling     = local.styling_69
}
