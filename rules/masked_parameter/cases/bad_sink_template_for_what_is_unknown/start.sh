#!/bin/sh
login "${key}"
